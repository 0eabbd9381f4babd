/*
 * The plug for sentence embeddings: how a shared object gives Planverk vectors for texts.
 *
 * Planverk works without one. An operator who has a language model puts it behind this interface
 * and names it:
 *
 *	planverk compile PLAN --embed /usr/local/lib/our-model.so:/var/lib/our-model/weights
 *
 * The shared object exports one function, planverk_embed_open(). It needs this header, a C or C++
 * compiler and nothing else of Planverk:
 *
 *	cc -shared -fPIC -o our-model.so our-model.c
 *
 * The layout below is version PLANVERK_EMBED_ABI. Another layout gets another number, and a plug
 * whose number is not the program's is refused; nothing of it is then called but open().
 */
#ifndef PLANVERK_EMBED_PLUG_H
#define PLANVERK_EMBED_PLUG_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PLANVERK_EMBED_ABI 1

/* More numbers in a vector are refused. */
#define PLANVERK_EMBED_DIM_MAX 8192

struct planverk_embedder {
	/* PLANVERK_EMBED_ABI as the plug was compiled with. */
	uint32_t abi;

	/* Numbers in a vector: 1 to PLANVERK_EMBED_DIM_MAX. */
	uint32_t dim;

	/*
	 * Names the model and its version, in UTF-8 without line ends, at most 200 bytes: vectors are
	 * kept and used again under this name, so another model, or other weights, need another
	 * name. It must live until close().
	 */
	const char *model_id;

	/* The plug's own; given to the two functions below. */
	void *ctx;

	/*
	 * Writes the vectors of n texts (NUL-terminated UTF-8) to out: n rows of dim numbers, in
	 * the order of the texts. All numbers are finite. Length does not matter, only direction;
	 * a row of zeros says that nothing is known of a text. The same text gives the same vector,
	 * whatever stands beside it, so that one machine may begin what another goes on with.
	 *
	 * Returns 0, or another number with a message in error, which has room for error_size bytes: one
	 * sentence in UTF-8, NUL-terminated. Then nothing of out is used: it is all texts or none.
	 *
	 * Threads: one embedder is used by one thread at a time, not always the same one. Several
	 * embedders may be open at once. The program ignores SIGPIPE and keeps standard output for itself.
	 */
	int (*embed)(void *ctx, const char *const *texts, size_t n, float *out, char *error, size_t error_size);

	/* Releases what open() made. Called once, also after embed() has failed. */
	void (*close)(void *ctx);
};

/*
 * The exported function. config is what stands behind the colon of --embed, "" where nothing does;
 * it is valid during the call only. *embedder is zeroed before the call; open() fills all of it.
 * Returns 0, or another number with a message in error; close() is then not called.
 */
#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
int planverk_embed_open(const char *config, struct planverk_embedder *embedder,
                        char *error, size_t error_size);

#ifdef __cplusplus
}
#endif

#endif
