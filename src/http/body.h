/*
 * The body of a POST while it arrives: application/x-www-form-urlencoded or
 * multipart/form-data, parsed by libmicrohttpd piece by piece. Texts are kept in memory, files
 * go to a temporary file, and both have limits, so that a request costs what the route allows
 * and no more. Once a limit is passed the rest is read and dropped: whoever has sent too much
 * gets an answer instead of a broken connection.
 */
#ifndef PLANVERK_HTTP_BODY_H
#define PLANVERK_HTTP_BODY_H

#include "http/form.h"

#include <microhttpd.h>

#define BODY_TEXT_MAX ((size_t)64 << 10) /* of all fields together */
#define BODY_FILE_MAX ((size_t)20 << 20)
#define BODY_FIELDS_MAX 256u
#define BODY_DROPPED_MAX ((size_t)64 << 20) /* what is read of a body that is too large, where no files are taken */

struct body;

/* files_max: bytes of files that are taken, all together; 0 where none are. Lives until body_free(). */
struct body *body_new(struct MHD_Connection *connection, size_t files_max);
void body_free(struct body *b); /* NULL is ignored; removes the files */

/* How much is read of a body, to its end or until the connection is closed. */
size_t body_most(size_t files_max);

/* Takes the next bytes; false where so much has come that the connection is to be closed. */
bool body_take(struct body *b, const char *bytes, size_t n);

/* All has come. HTTP_OK, or what is wrong: 400, 413, 415, or 503 where the disk cannot take it. */
enum http_status body_end(struct body *b);
/* The fields; only after body_end() gave HTTP_OK. */
struct form *body_form(struct body *b);

/* The type of a form's body, whatever its parameters; false for every other one. */
bool body_type_is_form(const char *content_type);

#endif
