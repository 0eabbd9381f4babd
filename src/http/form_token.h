/*
 * The token that every form of ours carries, and that a POST is refused without.
 *
 * It is "NONCE.MAC", the MAC (BLAKE2b-256) keyed by a secret that only the browser's cookie
 * holds: the session's, or, for who is not logged in, one made for the form. The nonce is new
 * for each form that is written. So a token is worth nothing in another session, does not
 * repeat in compressed pages, and tells the same form sent twice from two forms.
 */
#ifndef PLANVERK_HTTP_FORM_TOKEN_H
#define PLANVERK_HTTP_FORM_TOKEN_H

#include "http/http.h"

/* The field that carries it. */
#define FORM_TOKEN_FIELD "form"

/* A new token for a form on the page being written. Where there is no secret yet one is made
 * and sent along as a cookie. */
const char *form_token_new(struct request *rq);

/* Whether a token was made with the secret; compared in constant time. */
bool form_token_check(const char *secret, const char *token);

/* 256 random bits, as a cookie or an address carries them. */
#define SECRET_TEXT_SIZE 44 /* with its NUL */
void secret_new(char text[SECRET_TEXT_SIZE]);
/* Whether a text has the form of one. */
bool secret_is_sound(const char *text);

#endif
