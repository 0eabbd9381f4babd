/*
 * The engine takes arrays of texts and nodes and gives arrays back. Here the
 * plan's contributions and tree are laid out for it, and its answers are put
 * together to a run.
 */
#include "module/text/text_compile.h"

#include "base/str.h"
#include "module/text/text_campaign.h"
#include "module/text/text_demand.h"
#include "module/text/text_lineage.h"

/* More than are shown: some may not be published, and the next best take their place. */
#define QUOTES_PER_GROUP 6

/* What the parts of a compilation share. Indexes: contributions as in the input, nodes as in the tree. */
struct work {
	struct arena *a;
	const struct compile_input *in;
	struct text_corpus *corpus;
	struct text_duplicates duplicates;
	struct text_space *space;
	struct text_groups found, groups; /* as the engine found them; with what planners decided */
	struct steered steered;
	struct text_suggestions *suggestions;
	long *place; /* the node each contribution belongs under: its section, else the best suggestion; -1 */
};

struct text_node *compile_nodes(struct arena *a, const struct compile_input *in)
{
	const struct plan_tree *tree = &in->tree;
	struct text_node *nodes = arena_array(a, tree->n, sizeof *nodes);
	uint32_t *examples = arena_array(a, in->n, sizeof *examples);
	size_t used = 0;
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *p = &tree->nodes[i];
		nodes[i] = (struct text_node){ .title = p->title, .body = p->body, .keywords = p->keywords,
		                               .n_keywords = p->n_keywords, .parent = (int32_t)p->parent };
	}
	/* Where a planner or the document put contributions is what a person decided: examples to learn from. */
	for (size_t i = 0; i < tree->n; i++) {
		nodes[i].examples = examples + used;
		for (size_t k = 0; k < in->n; k++)
			if (in->list[k].node_id == tree->nodes[i].id)
				examples[used++] = (uint32_t)k;
		nodes[i].n_examples = (size_t)(examples + used - nodes[i].examples);
	}
	return nodes;
}

static long *find_places(struct work *w)
{
	long *place = arena_array(w->a, w->in->n, sizeof *place);
	for (size_t i = 0; i < w->in->n; i++) {
		const struct text_suggestions *s = &w->suggestions[i];
		place[i] = plan_tree_index(&w->in->tree, w->in->list[i].node_id);
		if (place[i] < 0 && s->n > 0 && !s->abstain)
			place[i] = (long)s->best[0].node;
	}
	return place;
}

/* The theme or goal that a node stands in (itself, if it is one), or -1. */
static long chapter_of(const struct plan_tree *tree, long node)
{
	while (node >= 0 && !str_eq(tree->nodes[node].kind, "theme") && !str_eq(tree->nodes[node].kind, "goal"))
		node = tree->nodes[node].parent;
	return node;
}

int64_t compile_group_node(const struct plan_tree *tree, const long *place, const int32_t *of, size_t n, int32_t group)
{
	struct arena *scratch = arena_new();
	int64_t *votes = arena_array(scratch, tree->n, sizeof *votes), best = 0, node_id = 0;
	for (size_t i = 0; i < n; i++) {
		long chapter = chapter_of(tree, of[i] == group ? place[i] : -1);
		if (chapter >= 0)
			votes[chapter]++;
	}
	for (size_t i = 0; i < tree->n; i++) {
		if (votes[i] > best) {
			best = votes[i];
			node_id = tree->nodes[i].id;
		}
	}
	arena_free(scratch);
	return node_id;
}

/* What the wider themes are called: as groups are, from the texts of all their groups. */
static void label_overview(struct work *w, struct text_run *run)
{
	struct text_groups themes = { .of = arena_array(w->a, w->in->n, sizeof *themes.of), .n_groups = w->groups.n_overview };
	for (size_t i = 0; i < w->in->n; i++)
		themes.of[i] = w->groups.of[i] < 0 ? TEXT_NOT_GROUPED : (int32_t)w->groups.overview[w->groups.of[i]];
	run->overview = text_labels(w->a, w->space, &themes);
	run->n_overview = themes.n_groups;
}

/* Rows 0 … n_groups - 1 are the groups, numbered from 1; the last row is number 0, for
 * what stands alone, and is left out where nothing does. */
static void fill_groups(struct work *w, struct text_run *run)
{
	size_t n = w->groups.n_groups;
	struct text_group_row *rows = arena_array(w->a, n + 1, sizeof *rows);
	const char *const *labels = text_labels(w->a, w->space, &w->groups);
	const char *const *found = run->n_steered ? text_labels(w->a, w->space, &w->found) : labels;
	for (size_t g = 0; g < n; g++)
		rows[g] = (struct text_group_row){ .number = (int64_t)g + 1, .overview = w->groups.overview[g] + 1,
		                                   .label = labels[g], .title = w->steered.groups[g].title,
		                                   .identity = w->steered.groups[g].identity,
		                                   .node_id = compile_group_node(&w->in->tree, w->place, w->groups.of, w->in->n, (int32_t)g) };
	for (size_t g = 0; g < run->n_found; g++)
		run->found[g].label = found[g];
	rows[n].label = rows[n].title = "";
	for (size_t i = 0; i < w->in->n; i++) {
		int32_t g = w->groups.of[i];
		struct text_group_row *row = &rows[g == TEXT_NOT_GROUPED ? n : (size_t)g];
		row->contributions++;
		row->arguments += w->duplicates.of[i].kind == TEXT_FIRST;
	}
	run->groups = rows;
	run->n_groups = rows[n].contributions > 0 ? n + 1 : n;
}

static void fill_result(struct work *w, size_t i, struct text_result *r)
{
	const struct contribution *c = &w->in->list[i];
	const struct text_duplicate *d = &w->duplicates.of[i];
	const struct text_suggestions *s = &w->suggestions[i];
	struct text_language_guess guess = text_languages(w->corpus)[i];
	int32_t g = w->groups.of[i];
	*r = (struct text_result){
		.contribution_id = c->id,
		.language = *c->language ? c->language : text_language_code(guess.language),
		.confidence = *c->language ? 1 : guess.confidence,
		.duplicate = text_kind_code(d->kind),
		.first_id = w->in->list[d->first].id,
		.family = d->family + 1,
		.group = g == TEXT_NOT_GROUPED ? w->groups.n_groups : (size_t)g,
		.found = w->found.of[i] + 1,
		.abstained = s->abstain || s->n == 0,
		.n_suggestions = (int)s->n,
	};
	for (unsigned k = 0; k < s->n; k++) {
		r->suggestion[k].node_id = w->in->tree.nodes[s->best[k].node].id;
		r->suggestion[k].score = s->best[k].score;
	}
}

static bool is_quoted(const struct text_run *run, size_t n, const struct text_quote_row *quote)
{
	for (size_t i = 0; i < n; i++)
		if (run->quotes[i].contribution_id == quote->contribution_id && run->quotes[i].first_byte == quote->first_byte)
			return true;
	return false;
}

/* Appends quotes that are not there yet, ranked behind `after`. */
static void add_quotes(struct work *w, struct text_run *run, const struct text_groups *groups, int64_t after)
{
	struct text_quotes q = text_quotes(w->a, w->space, groups, QUOTES_PER_GROUP);
	size_t before = run->n_quotes;
	run->quotes = arena_grow(w->a, run->quotes, before * sizeof *run->quotes, (before + q.n) * sizeof *run->quotes);
	for (size_t i = 0, rank = 0; i < q.n; i++) {
		rank = i > 0 && q.v[i].group == q.v[i - 1].group ? rank + 1 : 1;
		struct text_quote_row row = { run->results[q.v[i].text].group, w->in->list[q.v[i].text].id, q.v[i].at, q.v[i].bytes,
		                              after + (int64_t)rank };
		if (!is_quoted(run, before, &row))
			run->quotes[run->n_quotes++] = row;
	}
}

/* Groups as found have quotes, too: a decision may be undone. */
static void fill_quotes(struct work *w, struct text_run *run)
{
	run->quotes = arena_array(w->a, 0, sizeof *run->quotes);
	add_quotes(w, run, &w->groups, 0);
	if (run->n_steered)
		add_quotes(w, run, &w->found, QUOTES_PER_GROUP);
}

/* Whether a node, or one above it, says that nobody was asked. */
static bool not_asked(const struct plan_tree *tree, long node)
{
	while (node >= 0 && !str_eq(tree->nodes[node].asked, "not_asked"))
		node = tree->nodes[node].parent;
	return node >= 0;
}

static void count_nodes(struct work *w, struct compile_summary *s)
{
	const struct plan_tree *tree = &w->in->tree;
	bool *spoken_of = arena_array(w->a, tree->n, sizeof *spoken_of);
	for (size_t i = 0; i < w->in->n; i++)
		for (long node = w->place[i]; node >= 0; node = tree->nodes[node].parent)
			spoken_of[node] = true;
	s->nodes = (int64_t)tree->n;
	for (size_t i = 0; i < tree->n; i++) {
		s->nodes_not_asked += !spoken_of[i] && not_asked(tree, (long)i);
		s->nodes_silent += !spoken_of[i] && !not_asked(tree, (long)i);
	}
}

static int language_index(const char *code)
{
	for (int i = 0; i < TEXT_OTHER; i++)
		if (str_eq(text_language_code((enum text_language)i), code))
			return i;
	return TEXT_OTHER;
}

static void summarise(struct work *w, const struct text_run *run, struct compile_summary *s)
{
	*s = (struct compile_summary){ .embedding = w->in->embedding.model, .contributions = (int64_t)w->in->n, .unique = (int64_t)w->duplicates.n_families,
	                               .groups = (int64_t)w->groups.n_groups };
	for (size_t i = 0; i < w->in->n; i++) {
		enum text_kind kind = w->duplicates.of[i].kind;
		s->exact += kind == TEXT_EXACT;
		s->near += kind == TEXT_NEAR || kind == TEXT_CONTAINED;
		s->abstained += run->results[i].abstained;
		s->under_section += w->in->list[i].node_id != 0;
		s->without_place += w->place[i] < 0;
		s->languages[language_index(run->results[i].language)]++;
	}
	for (size_t g = 0; g < w->groups.n_groups; g++)
		s->continued += run->groups[g].identity > 0;
	s->decisions = (int64_t)run->n_steered;
	for (size_t i = 0; i < run->n_steered; i++)
		s->decisions_failed += run->steered[i].effect != STEER_APPLIED;
	s->suggested = s->contributions - s->abstained;
	count_nodes(w, s);
}

static void write_embedding(struct json *j, const struct compile_embedding *e)
{
	char hex[DIGEST_HEX_SIZE];
	if (!e->model)
		return;
	digest_hex(&e->digest, hex);
	json_put_object(j, "embedding");
	json_put_string(j, "model", e->model);
	json_put_i64(j, "dim", (int64_t)e->dim);
	json_put_f64(j, "share", e->share);
	json_put_string(j, "digest", hex);
	json_put_end(j);
}

void compile(struct arena *a, const struct compile_input *in, struct text_run *run, struct compile_summary *summary)
{
	const char **texts = arena_array(a, in->n, sizeof *texts);
	for (size_t i = 0; i < in->n; i++)
		texts[i] = in->list[i].text;
	struct work w = { .a = a, .in = in };
	struct text_embedding embedding = { in->embedding.dim, in->embedding.rows, in->embedding.share };
	struct text_options options = in->options;
	options.embedding = in->embedding.model ? &embedding : NULL;
	w.corpus = text_prepare(a, texts, in->n, &options);
	w.duplicates = text_duplicates(a, w.corpus);
	w.space = text_space(a, w.corpus, &w.duplicates);
	w.found = in->before ? text_group_extend(a, w.space, in->before) : text_group(a, w.space, in->groups);
	w.groups = text_steer_groups(a, in, w.space, &w.duplicates, &w.found, run, &w.steered);
	w.suggestions = text_assign(a, w.space, compile_nodes(a, in), in->tree.n);
	w.place = find_places(&w);

	fill_groups(&w, run);
	label_overview(&w, run);
	run->n_results = in->n;
	run->results = arena_array(a, in->n, sizeof *run->results);
	for (size_t i = 0; i < in->n; i++)
		fill_result(&w, i, &run->results[i]);
	fill_quotes(&w, run);
	text_campaigns_find(a, in, w.corpus, &w.duplicates, run);
	text_demands_find(a, in, run);
	summarise(&w, run, summary);

	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "seed", (int64_t)in->options.seed);
	json_put_i64(&j, "groups", in->groups);
	if (in->before)
		json_put_i64(&j, "groups_of_run", in->past->run_id);
	json_put_i64(&j, "quotes_per_group", QUOTES_PER_GROUP);
	json_put_i64(&j, "suggestions", TEXT_SUGGESTED);
	write_embedding(&j, &in->embedding);
	json_put_end(&j);
	run->parameters = out_string(&o);
}

struct digest compile_input_digest(const struct compile_input *in)
{
	struct digester d;
	digest_begin(&d);
	digest_i64(&d, (int64_t)in->options.seed);
	digest_i64(&d, in->groups);
	for (size_t i = 0; in->before && i < in->n; i++)
		digest_i64(&d, in->before[i]);
	for (size_t i = 0; i < in->tree.n; i++) {
		const struct plan_node *n = &in->tree.nodes[i];
		digest_text(&d, n->ref);
		digest_text(&d, n->kind);
		digest_text(&d, n->title);
		digest_text(&d, n->body);
		for (size_t k = 0; k < n->n_keywords; k++)
			digest_text(&d, n->keywords[k]);
	}
	for (size_t i = 0; i < in->n; i++) {
		digest_text(&d, in->list[i].text);
		digest_text(&d, in->list[i].language);
		digest_i64(&d, plan_tree_index(&in->tree, in->list[i].node_id));
	}
	for (size_t i = 0; i < in->n_organisations; i++) {
		digest_text(&d, in->organisations[i].name);
		digest_text(&d, in->organisations[i].kind);
	}
	if (in->embedding.model) {
		digest_field(&d, in->embedding.digest.byte, DIGEST_SIZE);
		digest_field(&d, &in->embedding.share, sizeof in->embedding.share);
	}
	return digest_end(&d);
}

void compile_write_summary(struct json *j, const struct compile_summary *s)
{
	json_put_object(j, NULL);
	json_put_i64(j, "contributions", s->contributions);
	json_put_object(j, "languages");
	for (int i = 0; i <= TEXT_OTHER; i++)
		if (s->languages[i])
			json_put_i64(j, text_language_code((enum text_language)i), s->languages[i]);
	json_put_end(j);
	if (s->embedding)
		json_put_string(j, "embedding", s->embedding);
	json_put_i64(j, "exact_duplicates", s->exact);
	json_put_i64(j, "near_duplicates", s->near);
	json_put_i64(j, "unique", s->unique);
	json_put_i64(j, "groups", s->groups);
	json_put_i64(j, "groups_continued", s->continued);
	json_put_i64(j, "decisions", s->decisions);
	json_put_i64(j, "decisions_failed", s->decisions_failed);
	json_put_i64(j, "suggested", s->suggested);
	json_put_i64(j, "abstained", s->abstained);
	json_put_object(j, "coverage");
	json_put_i64(j, "under_a_section", s->under_section);
	json_put_i64(j, "without_a_place", s->without_place);
	json_put_i64(j, "nodes", s->nodes);
	json_put_i64(j, "nodes_nobody_spoke_of", s->nodes_silent);
	json_put_i64(j, "nodes_not_asked", s->nodes_not_asked);
	json_put_end(j);
	json_put_end(j);
}
