/* What differs between two texts, word by word. */
#ifndef PLANVERK_UI_DIFFERENCE_H
#define PLANVERK_UI_DIFFERENCE_H

#include "http/http.h"

/* A paragraph with what went and what came; signs as well as elements tell them apart, so that nobody needs
 * colour. */
void difference_words(struct request *rq, const char *from, const char *to);

#endif
