#include "engine/text/calibrate.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

enum { K = EVIDENCE_KINDS, ROUNDS = 50 };

/* Mean and standard deviation of each weight before anything is learnt. A cosine of 0.02 more makes a
 * node e times as likely; scores of held-out examples lie some tenths apart; a branch counts half of
 * what a node does. */
static const struct assumed {
	double mean, deviation;
} assumed[K] = {
	[EVIDENCE_WRITTEN] = { 50, 15 }, [EVIDENCE_LEARNT] = { 4, 1.5 }, [EVIDENCE_BRANCH] = { 2, 1 }, [EVIDENCE_RATE] = { 0, 0.5 },
};

void text_weights_assumed(double weight[K])
{
	for (size_t k = 0; k < K; k++)
		weight[k] = assumed[k].mean;
}

void text_chances(const float *evidence, size_t n_nodes, const double weight[K], double *chance)
{
	double most = chance[n_nodes] = EVIDENCE_NONE * weight[EVIDENCE_WRITTEN], sum = 0;
	for (size_t c = 0; c < n_nodes; c++) {
		chance[c] = 0;
		for (size_t k = 0; k < K; k++)
			chance[c] += weight[k] * (double)evidence[c * K + k];
		most = fmax(most, chance[c]);
	}
	for (size_t c = 0; c <= n_nodes; c++)
		sum += chance[c] = exp(chance[c] - most);
	for (size_t c = 0; c <= n_nodes; c++)
		chance[c] /= sum;
}

/* ---- Newton's method on the posterior's logarithm, which has one top ---- */

struct slope {
	double value;          /* minus the logarithm, without constants */
	double down[K], bend[K][K]; /* its gradient and second derivatives */
};

static void add_assumed(struct slope *s, const double weight[K])
{
	for (size_t k = 0; k < K; k++) {
		double off = weight[k] - assumed[k].mean, precision = 1 / (assumed[k].deviation * assumed[k].deviation);
		s->value += off * off * precision / 2;
		s->down[k] += off * precision;
		s->bend[k][k] += precision;
	}
}

static void add_example(struct slope *s, const float *evidence, uint32_t node, size_t n_nodes, const double *chance)
{
	double mean[K] = { 0 }, square[K][K] = { { 0 } };
	static const float none[K] = { [EVIDENCE_WRITTEN] = (float)EVIDENCE_NONE };
	for (size_t c = 0; c <= n_nodes; c++) {
		const float *e = c < n_nodes ? evidence + c * K : none;
		for (size_t k = 0; k < K; k++) {
			mean[k] += chance[c] * (double)e[k];
			for (size_t j = 0; j <= k; j++)
				square[k][j] += chance[c] * (double)e[k] * (double)e[j];
		}
	}
	s->value -= log(fmax(chance[node], 1e-300));
	for (size_t k = 0; k < K; k++) {
		s->down[k] += mean[k] - (double)evidence[node * K + k];
		for (size_t j = 0; j <= k; j++)
			s->bend[k][j] += square[k][j] - mean[k] * mean[j];
	}
}

static struct slope slope_at(const float *evidence, const uint32_t *node, size_t n, size_t n_nodes,
                             const double weight[K], double *chance)
{
	struct slope s = { 0 };
	add_assumed(&s, weight);
	for (size_t i = 0; i < n; i++) {
		text_chances(evidence + i * n_nodes * K, n_nodes, weight, chance);
		add_example(&s, evidence + i * n_nodes * K, node[i], n_nodes, chance);
	}
	return s;
}

/* step = bend⁻¹ · down, by Cholesky's decomposition. */
static void newton_step(const struct slope *s, double step[K])
{
	double root[K][K] = { { 0 } };
	for (size_t i = 0; i < K; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = s->bend[i][j];
			for (size_t k = 0; k < j; k++)
				sum -= root[i][k] * root[j][k];
			root[i][j] = i == j ? sqrt(sum) : sum / root[j][j];
		}
	for (size_t i = 0; i < K; i++) {
		step[i] = s->down[i];
		for (size_t k = 0; k < i; k++)
			step[i] -= root[i][k] * step[k];
		step[i] /= root[i][i];
	}
	for (size_t i = K; i-- > 0;) {
		for (size_t k = i + 1; k < K; k++)
			step[i] -= root[k][i] * step[k];
		step[i] /= root[i][i];
	}
}

void text_weights_learnt(const float *evidence, const uint32_t *node, size_t n, size_t n_nodes, double weight[K])
{
	struct arena *scratch = arena_new();
	double *chance = arena_array(scratch, n_nodes + 1, sizeof *chance), step[K], tried[K];
	text_weights_assumed(weight);
	struct slope here = slope_at(evidence, node, n, n_nodes, weight, chance);
	for (unsigned round = 0; round < ROUNDS; round++) {
		newton_step(&here, step);
		double length = 1, gained = 0;
		for (; length > 1e-4; length /= 2) {
			for (size_t k = 0; k < K; k++)
				tried[k] = weight[k] - length * step[k];
			struct slope there = slope_at(evidence, node, n, n_nodes, tried, chance);
			gained = here.value - there.value;
			if (gained <= 0)
				continue;
			memcpy(weight, tried, sizeof tried);
			here = there;
			break;
		}
		if (gained <= 1e-9 * (1 + fabs(here.value)))
			break;
	}
	arena_free(scratch);
}
