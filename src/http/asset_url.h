/*
 * Addresses of embedded files: "/assets/HASH/css/app.css". The hash is that of the content,
 * so that a browser may keep the file for ever and a new version has a new address.
 */
#ifndef PLANVERK_HTTP_ASSET_URL_H
#define PLANVERK_HTTP_ASSET_URL_H

#include "base/arena.h"
#include "base/asset.h"

#include <stdbool.h>

/* Styles, scripts and images are for readers; schemas are not. */
bool asset_is_public(const struct asset *asset);

/* The address of an asset that must exist. */
char *asset_url(struct arena *a, const char *name);

/* The public asset at a path, or NULL. */
const struct asset *asset_at(const char *path);

/* "text/css; charset=utf-8", by the name's ending. */
const char *asset_type(const struct asset *asset);

#endif
