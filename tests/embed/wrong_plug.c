/*
 * A plug that does wrong what its configuration names, to see that the program notices. It needs
 * nothing but the public header, in C as in C++.
 */
#include "planverk-embed.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int failing;

static int embed(void *ctx, const char *const *texts, size_t n, float *out, char *error, size_t error_size)
{
	size_t i, d;
	for (i = 0; i < n; i++)
		for (d = 0; d < 3; d++)
			out[i * 3 + d] = (float)strlen(texts[i]) + (float)d;
	if (strcmp((const char *)ctx, "nan") == 0)
		out[n * 3 - 1] = NAN;
	if (strcmp((const char *)ctx, "infinite") == 0)
		out[0] = INFINITY;
	if (strcmp((const char *)ctx, "long-error") == 0)
		memset(error, 'x', error_size); /* without its end */
	if (strcmp((const char *)ctx, "fails-later") == 0)
		failing++;
	if (failing > 1)
		snprintf(error, error_size, "the model has gone");
	return strcmp((const char *)ctx, "long-error") == 0 || failing > 1;
}

static void close_plug(void *ctx)
{
	(void)ctx;
}

int planverk_embed_open(const char *config, struct planverk_embedder *e, char *error, size_t error_size)
{
	static char name[64], long_name[300];
	failing = 0;
	snprintf(name, sizeof name, "%s", config);
	memset(long_name, 'a', sizeof long_name - 1);
	if (strcmp(config, "refuses") == 0) {
		snprintf(error, error_size, "there is no model here");
		return 7;
	}
	e->abi = strcmp(config, "abi") == 0 ? PLANVERK_EMBED_ABI + 1 : PLANVERK_EMBED_ABI;
	e->dim = strcmp(config, "no-dim") == 0 ? 0 : strcmp(config, "huge-dim") == 0 ? PLANVERK_EMBED_DIM_MAX + 1 : 3;
	e->model_id = strcmp(config, "no-name") == 0 ? NULL : strcmp(config, "long-name") == 0 ? long_name
	            : strcmp(config, "two-lines") == 0 ? "a\nb" : "test";
	e->ctx = name;
	e->embed = strcmp(config, "no-embed") == 0 ? NULL : embed;
	e->close = close_plug;
	return 0;
}
