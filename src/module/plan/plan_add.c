/* Storing a plan with its tree. */
#include "module/plan/plan_internal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "db/journal.h"

static bool add_plan(struct db_conn *tx, struct plan *plan, const struct plan_source *source, struct err *err)
{
	plan->id = db_new_id(tx);
	plan->created_at = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan (id, slug, title, description, language, period, example, "
		"                  source_name, source_digest, created_at) "
		"VALUES ($id, $slug, $title, $description, $language, $period, $example, "
		"        $source_name, $source_digest, $created_at)"));
	db_bind_i64(st, "$id", plan->id);
	db_bind_text(st, "$slug", plan->slug);
	db_bind_text(st, "$title", plan->title);
	db_bind_text(st, "$description", plan->description);
	db_bind_text(st, "$language", plan->language);
	db_bind_text(st, "$period", plan->period);
	db_bind_i64(st, "$example", plan->example);
	db_bind_text(st, "$source_name", source->name);
	db_bind_blob(st, "$source_digest", source->digest, DIGEST_SIZE);
	db_bind_i64(st, "$created_at", plan->created_at);
	return db_finish(st, err);
}

static bool add_keywords(struct db_conn *tx, const struct plan_node *node, struct err *err)
{
	for (size_t i = 0; i < node->n_keywords; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO plan_keyword (node_id, ordinal, keyword) VALUES ($node, $ordinal, $keyword)"));
		db_bind_i64(st, "$node", node->id);
		db_bind_i64(st, "$ordinal", (int64_t)i);
		db_bind_text(st, "$keyword", node->keywords[i]);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool add_sdgs(struct db_conn *tx, const struct plan_node *node, struct err *err)
{
	for (int64_t sdg = 1; sdg <= PLAN_SDGS; sdg++) {
		if (!(node->sdgs >> sdg & 1))
			continue;
		struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO plan_sdg (node_id, sdg) VALUES ($node, $sdg)"));
		db_bind_i64(st, "$node", node->id);
		db_bind_i64(st, "$sdg", sdg);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool add_node(struct db_conn *tx, struct plan_tree *tree, struct plan_node *node, int64_t ordinal,
                     struct err *err)
{
	node->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan_node (id, plan_id, parent_id, ordinal, ref, kind, title, body, addressee, "
		"                       cross_cutting, asked, retired) "
		"VALUES ($id, $plan, $parent, $ordinal, $ref, $kind, $title, $body, $addressee, "
		"        $cross_cutting, $asked, $retired)"));
	db_bind_i64(st, "$id", node->id);
	db_bind_i64(st, "$plan", tree->plan.id);
	db_bind_id(st, "$parent", node->parent < 0 ? 0 : tree->nodes[node->parent].id);
	db_bind_i64(st, "$ordinal", ordinal);
	db_bind_text(st, "$ref", node->ref);
	db_bind_text(st, "$kind", node->kind);
	db_bind_text(st, "$title", node->title);
	db_bind_text(st, "$body", node->body);
	db_bind_text(st, "$addressee", node->addressee);
	db_bind_i64(st, "$cross_cutting", node->cross_cutting);
	db_bind_text(st, "$asked", node->asked);
	db_bind_i64(st, "$retired", node->retired);
	return db_finish(st, err) && add_keywords(tx, node, err) && add_sdgs(tx, node, err);
}

static bool add_nodes(struct db_conn *tx, struct arena *a, struct plan_tree *tree, struct err *err)
{
	int64_t *children = arena_array(a, tree->n, sizeof *children); /* of each node, so far */
	int64_t tops = 0;
	for (size_t i = 0; i < tree->n; i++) {
		struct plan_node *node = &tree->nodes[i];
		int64_t *siblings = node->parent < 0 ? &tops : &children[node->parent];
		if (!add_node(tx, tree, node, (*siblings)++, err))
			return false;
	}
	plan_tree_index_ids(a, tree);
	return true;
}

static bool add_links(struct db_conn *tx, const struct plan_tree *tree, struct err *err)
{
	for (size_t i = 0; i < tree->n_links; i++) {
		const struct plan_link *link = &tree->links[i];
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO plan_link (id, from_node, to_node, external, kind, note) "
			"VALUES ($id, $from, $to, $external, $kind, $note)"));
		db_bind_i64(st, "$id", db_new_id(tx));
		db_bind_i64(st, "$from", tree->nodes[link->from].id);
		db_bind_id(st, "$to", link->to < 0 ? 0 : tree->nodes[link->to].id);
		db_bind_text(st, "$external", link->external);
		db_bind_text(st, "$kind", link->kind);
		db_bind_text(st, "$note", link->note);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool record_import(struct db_conn *tx, struct arena *a, const struct plan_tree *tree,
                          const struct plan_source *source, struct err *err)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "title", tree->plan.title);
	json_put_string(&j, "slug", tree->plan.slug);
	json_put_i64(&j, "nodes", (int64_t)tree->n);
	json_put_i64(&j, "links", (int64_t)tree->n_links);
	json_put_string(&j, "source", source->name);
	json_put_end(&j);
	return journal_write(tx, "plan.import", tree->plan.id, out_string(&o), err);
}

/* The slug that the plan asks for if it is free, or one made from the title: anew each time,
 * since a transaction that is run again may find the first one taken. */
static bool settle_slug(struct db_conn *tx, struct arena *a, struct plan *plan, struct err *err)
{
	if (!*plan->slug || plan->slug_made) {
		plan->slug_made = true;
		return plan_new_slug(tx, a, plan->title, &plan->slug, err);
	}
	if (!plan_slug_valid(plan->slug))
		return err_input(err, "The plan's short name " PLAN_SLUG_RULE ", not \"%s\"", PLAN_SLUG_MAX, plan->slug);
	struct db_stmt *st = db_prepare(tx, SQL("SELECT title FROM plan WHERE slug = $slug"));
	db_bind_text(st, "$slug", plan->slug);
	const char *title = db_step(st) ? db_text(st, 0, a) : NULL;
	if (!db_finish(st, err))
		return false;
	return !title || err_conflict(err, "There is a plan \"%s\" already (%s); choose another short name",
	                              plan->slug, title);
}

bool plan_add(struct db_conn *tx, struct arena *a, struct plan_tree *tree, const struct plan_source *source,
              struct err *err)
{
	struct plan same;
	if (span_trim(span_of(tree->plan.title)).n == 0)
		return err_input(err, "The plan has no title; begin the document with one");
	if (!plan_by_source(tx, a, source->digest, &same, err))
		return false;
	if (same.id)
		return err_conflict(err, "This very file was read before: it is the plan \"%s\"", same.slug);
	return settle_slug(tx, a, &tree->plan, err)
	       && add_plan(tx, &tree->plan, source, err)
	       && add_nodes(tx, a, tree, err)
	       && add_links(tx, tree, err)
	       && record_import(tx, a, tree, source, err);
}
