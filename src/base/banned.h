/*
 * Calls that cannot be used safely fail to compile.
 *
 * The Makefile includes this file before every source file (-include), after the
 * system headers below, so that their own declarations are not touched.
 */
#ifndef PLANVERK_BANNED_H
#define PLANVERK_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(call, instead) call##_is_banned_use_##instead

#undef strcpy
#define strcpy(...) BANNED(strcpy, arena_strdup)
#undef strcat
#define strcat(...) BANNED(strcat, out_text)
#undef strncpy
#define strncpy(...) BANNED(strncpy, arena_strndup)
#undef strncat
#define strncat(...) BANNED(strncat, out_bytes)
#undef sprintf
#define sprintf(...) BANNED(sprintf, arena_printf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, arena_vprintf)
#undef gets
#define gets(...) BANNED(gets, getline)
#undef strtok
#define strtok(...) BANNED(strtok, span_cut)
#undef atoi
#define atoi(...) BANNED(atoi, str_to_i64)
#undef atof
#define atof(...) BANNED(atof, str_to_f64)
#undef gmtime
#define gmtime(...) BANNED(gmtime, date_from_time)
#undef localtime
#define localtime(...) BANNED(localtime, date_from_time)
#undef ctime
#define ctime(...) BANNED(ctime, time_format)
#undef asctime
#define asctime(...) BANNED(asctime, time_format)
#undef rand
#define rand(...) BANNED(rand, random_next)
#undef alloca
#define alloca(...) BANNED(alloca, arena_alloc)

#endif
