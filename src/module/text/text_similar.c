/*
 * On a contribution's page: others that are like it and, where it came after the last compilation, where it
 * belongs.
 *
 * A plan's contributions are kept in memory as a resident collection, made by the first who asks after a
 * compilation. What has come since is added to it, and what planners have placed since is learnt, when
 * somebody asks again. A decision that was taken back is forgotten with the next compilation.
 */
#include "module/text/text_internal.h"

#include "engine/text/resident.h"
#include "http/limit.h"
#include "module/text/text_compile.h"
#include "ui/parts.h"
#include "ui/translate.h"

#include <pthread.h>
#include <stdlib.h>

/* Making a collection of this many takes about a second, which a page may take once; above it the page does without. */
#define CONTRIBUTIONS_MAX 10000
/* Below this two texts have little in common. */
#define ALIKE 0.4
/* From one network in a quarter of an hour, while people write. */
#define ASKINGS_MAX 600

struct store {
	pthread_mutex_t lock; /* of everything but placing */
	struct arena *arena;  /* of what follows; NULL before it is made */
	int64_t run_id;       /* the compilation it was made after */
	uint64_t version;
	struct compile_input input;
	struct text_resident *resident;
	VEC(int64_t) ids;     /* of contributions, beside the texts of the collection */
	int64_t last_placement;
};

static void *store_new(void)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

static void forget(struct store *s)
{
	text_resident_free(s->resident);
	arena_free(s->arena);
	s->resident = NULL;
	s->arena = NULL;
}

static void store_free(void *value)
{
	struct store *s = value;
	forget(s);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

/* ---- Making it, and keeping it up to date ---- */

static bool newest_run(struct db_conn *c, int64_t plan_id, int64_t *run_id, int64_t *contributions, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT coalesce((SELECT r.id FROM text_run r WHERE r.plan_id = $plan ORDER BY r.made_at DESC, r.id DESC LIMIT 1), 0), "
		"  (SELECT count(*) FROM contribution c WHERE c.plan_id = $plan)"));
	db_bind_i64(st, "$plan", plan_id);
	*run_id = *contributions = 0;
	if (db_step(st)) {
		*run_id = db_i64(st, 0);
		*contributions = db_i64(st, 1);
	}
	return db_finish(st, err);
}

static bool last_placement(struct db_conn *c, int64_t *id, struct err *err)
{
	return db_get_i64(c, SQL("SELECT coalesce(max(id), 0) FROM contribution_placement"), id, err);
}

static bool make(struct store *s, struct db_conn *c, int64_t plan_id, struct err *err)
{
	struct arena *a = s->arena = arena_new();
	struct compile_input *in = &s->input;
	*in = (struct compile_input){ .options = { .seed = 1 } };
	if (!plan_tree_load(c, a, plan_id, &in->tree, err) || !contribution_list(c, a, plan_id, &in->list, &in->n, err)
	    || !last_placement(c, &s->last_placement, err))
		return false;
	const char **texts = arena_array(a, in->n, sizeof *texts);
	memset(&s->ids, 0, sizeof s->ids);
	for (size_t i = 0; i < in->n; i++) {
		texts[i] = in->list[i].text;
		*VEC_PUSH(a, &s->ids) = in->list[i].id;
	}
	struct text_corpus *corpus = text_prepare(a, texts, in->n, &in->options);
	struct text_duplicates *d = arena_alloc(a, sizeof *d);
	*d = text_duplicates(a, corpus);
	s->resident = text_resident_new(text_space(a, corpus, d), NULL, compile_nodes(a, in), in->tree.n);
	return true;
}

static bool add_new(struct store *s, struct db_conn *c, int64_t plan_id, struct arena *a, struct err *err)
{
	struct contribution *list;
	size_t n;
	if (!contribution_list(c, a, plan_id, &list, &n, err))
		return false;
	for (size_t i = s->ids.n; i < n; i++) { /* they are in the order they came */
		text_resident_add(s->resident, span_of(list[i].text));
		*VEC_PUSH(s->arena, &s->ids) = list[i].id;
	}
	return true;
}

static bool learn_new(struct store *s, struct db_conn *c, int64_t plan_id, struct arena *a, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT p.id, p.node_id, c.text FROM contribution_placement p JOIN contribution c ON c.id = p.contribution_id "
		"WHERE c.plan_id = $plan AND p.id > $last AND p.ended_at IS NULL ORDER BY p.id"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$last", s->last_placement);
	while (db_step(st)) {
		long node = plan_tree_index(&s->input.tree, db_i64(st, 1));
		s->last_placement = db_i64(st, 0);
		if (node >= 0)
			text_resident_learn(s->resident, span_of(db_text(st, 2, a)), (uint32_t)node);
	}
	return db_finish(st, err);
}

/* False where the plan has too many contributions, or none was compiled; or on an error. */
static bool bring_up_to_date(struct store *s, struct request *rq, int64_t plan_id)
{
	uint64_t version = db_snapshot_version(rq->conn);
	int64_t run_id, n;
	if (s->resident && s->version >= version)
		return true;
	if (!newest_run(rq->conn, plan_id, &run_id, &n, &rq->err) || !run_id || n > CONTRIBUTIONS_MAX)
		return false;
	bool ok;
	if (s->resident && s->run_id == run_id) {
		ok = ((size_t)n <= s->ids.n || add_new(s, rq->conn, plan_id, rq->arena, &rq->err))
		     && learn_new(s, rq->conn, plan_id, rq->arena, &rq->err);
	} else {
		forget(s);
		ok = make(s, rq->conn, plan_id, &rq->err);
		s->run_id = run_id;
	}
	s->version = version;
	return ok;
}

/* ---- The panel ---- */

/* Those that may be seen, but for one itself. */
static size_t find_alike(struct request *rq, const struct store *s, int64_t contribution_id, const struct text_placed *p,
                         struct contribution alike[TEXT_NEAREST])
{
	size_t n = 0;
	for (unsigned i = 0; i < p->n_nearest; i++) {
		int64_t id = s->ids.v[p->nearest[i].text];
		if (id != contribution_id && p->nearest[i].likeness >= ALIKE
		    && contribution_get(rq->conn, rq->arena, id, &alike[n], &rq->err) && contribution_visible(rq, &alike[n]))
			n++;
	}
	return n;
}

static void write_alike(struct request *rq, const struct store *s, int64_t contribution_id, const struct text_placed *p)
{
	struct contribution alike[TEXT_NEAREST];
	size_t n = find_alike(rq, s, contribution_id, p, alike);
	if (n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Contributions like this one"));
	paragraph(rq, tr(rq, "The program found them by their words, nearest first."));
	contribution_write_list(rq, alike, n);
	html(&rq->body, "</section>");
}

/* Only where no compilation has looked at the contribution: else its suggestions are shown. */
static bool was_compiled(struct request *rq, int64_t contribution_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM text_result WHERE contribution_id = $contribution LIMIT 1"));
	db_bind_i64(st, "$contribution", contribution_id);
	bool found = db_step(st);
	db_finish(st, &rq->err);
	return found;
}

static void write_places(struct request *rq, const struct store *s, const struct text_suggestions *best)
{
	heading(rq, 2, tr(rq, "Suggested places in the plan"));
	if (best->abstain)
		paragraph(rq, tr(rq, "The program is not sure: these are too weak to rely on."));
	html(&rq->body, "<ol>");
	for (unsigned i = 0; i < best->n; i++) {
		const struct plan_node *node = &s->input.tree.nodes[best->best[i].node];
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/node/%lld", (long long)node->id), node->title);
		html(&rq->body, " <small>%.2f</small></li>", best->best[i].score);
	}
	html(&rq->body, "</ol>");
}

static struct store *store_of(struct request *rq, int64_t plan_id)
{
	return db_kept(rq->db, arena_printf(rq->arena, "text.similar/%lld", (long long)plan_id), store_new, store_free);
}

/* ---- While somebody writes ---- */

static struct limiter askings = LIMITER;

/* POST /plan/{plan}/similar: a part of a page. The text goes in the body, so that it stands in no log of addresses. */
enum http_status text_web_similar(struct request *rq)
{
	struct plan plan;
	struct limited limit = { .address = rq->address, .what = "", .most = ASKINGS_MAX };
	int64_t now = clock_monotonic();
	if (!limit_allows(&askings, &limit, 1, now))
		return HTTP_OK;
	limit_count(&askings, &limit, 1, now);
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct store *s = store_of(rq, plan.id);
	struct contribution alike[TEXT_NEAREST];
	size_t n = 0;
	pthread_mutex_lock(&s->lock);
	if (bring_up_to_date(s, rq, plan.id)) {
		struct text_placed p = text_resident_place(s->resident, span_of(form_text(rq, "text")));
		n = find_alike(rq, s, 0, &p, alike);
	}
	pthread_mutex_unlock(&s->lock);
	if (rq->err.kind)
		return page_failed(rq);
	if (n > 0) {
		paragraph(rq, tr(rq, "Others have said something like it. What you say counts all the same:"));
		contribution_write_list(rq, alike, n);
	}
	return HTTP_OK;
}

/* ---- On a contribution's page ---- */

void text_panel_similar(struct request *rq, int64_t contribution_id)
{
	struct contribution c;
	int64_t plan_id = 0;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM contribution WHERE id = $contribution"));
	db_bind_i64(st, "$contribution", contribution_id);
	if (db_step(st))
		plan_id = db_i64(st, 0);
	if (!db_finish(st, &rq->err) || !contribution_get(rq->conn, rq->arena, contribution_id, &c, &rq->err))
		return;
	struct store *s = store_of(rq, plan_id);
	pthread_mutex_lock(&s->lock);
	if (bring_up_to_date(s, rq, plan_id)) {
		struct text_placed p = text_resident_place(s->resident, span_of(c.text));
		if (p.suggestions.n > 0 && !was_compiled(rq, contribution_id))
			write_places(rq, s, &p.suggestions);
		write_alike(rq, s, contribution_id, &p);
	}
	pthread_mutex_unlock(&s->lock);
}
