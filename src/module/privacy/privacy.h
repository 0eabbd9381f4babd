/*
 * Personal data: what is kept and why, how long, and what a person can ask for.
 *
 * Every module lists its own tables in struct personal; this module, which comes after all of them,
 * makes the inventory, the privacy statement, the purge and the rights of one person of those lists.
 */
#ifndef PLANVERK_PRIVACY_H
#define PLANVERK_PRIVACY_H

#include "module.h"

extern const struct module privacy_module;

#endif
