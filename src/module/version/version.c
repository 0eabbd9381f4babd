/* Making, finding and checking versions. */
#include "module/version/version_internal.h"

#include "base/clock.h"
#include "db/journal.h"

/* ---- Hashing ---- */

static void put_link(struct json *j, const struct plan_tree *plan, const struct plan_link *link)
{
	json_put_object(j, NULL);
	json_put_string(j, "kind", link->kind);
	json_put_i64(j, "to", link->to < 0 ? 0 : plan->nodes[link->to].id);
	json_put_string(j, "external", link->external);
	json_put_string(j, "note", link->note);
	json_put_end(j);
}

/* Every field in a fixed order on one line: the bytes that are hashed. */
static const char *canonical(struct arena *a, const struct plan_tree *plan, size_t index, const long *first_link,
                             const long *next_link)
{
	const struct plan_node *node = &plan->nodes[index];
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "id", node->id);
	json_put_string(&j, "ref", node->ref);
	json_put_string(&j, "kind", node->kind);
	json_put_string(&j, "title", node->title);
	json_put_string(&j, "body", node->body);
	json_put_object(&j, "rest");
	json_put_string(&j, "addressee", node->addressee);
	json_put_string(&j, "asked", node->asked);
	json_put_bool(&j, "cross_cutting", node->cross_cutting);
	json_put_bool(&j, "retired", node->retired);
	json_put_i64(&j, "sdgs", node->sdgs);
	json_put_array(&j, "keywords");
	for (size_t i = 0; i < node->n_keywords; i++)
		json_put_string(&j, NULL, node->keywords[i]);
	json_put_end(&j);
	json_put_array(&j, "links");
	for (long i = first_link[index]; i >= 0; i = next_link[i])
		put_link(&j, plan, &plan->links[i]);
	json_put_end(&j);
	json_put_end(&j);
	json_put_end(&j);
	return out_string(&o);
}

/* The links of each node as chains, in the order they stand. */
static void chain_links(struct arena *a, const struct plan_tree *plan, long **first, long **next)
{
	*first = arena_array(a, plan->n, sizeof **first);
	*next = arena_array(a, plan->n_links, sizeof **next);
	for (size_t i = 0; i < plan->n; i++)
		(*first)[i] = -1;
	for (size_t i = plan->n_links; i-- > 0;) {
		(*next)[i] = (*first)[plan->links[i].from];
		(*first)[plan->links[i].from] = (long)i;
	}
}

/* Last first, so that a node's children have theirs: its text's, then its children's in order. */
void version_hash_trees(struct version_tree *tree, const size_t *below)
{
	for (size_t i = tree->n; i-- > 0;) {
		struct digester d;
		digest_begin(&d);
		digest_bytes(&d, tree->nodes[i].text.byte, DIGEST_SIZE);
		for (size_t child = i + 1; child <= i + below[i]; child += 1 + below[child])
			digest_bytes(&d, tree->nodes[child].tree.byte, DIGEST_SIZE);
		tree->nodes[i].tree = digest_end(&d);
	}
	struct digester d;
	digest_begin(&d);
	for (size_t i = 0; i < tree->n; i += 1 + below[i])
		digest_bytes(&d, tree->nodes[i].tree.byte, DIGEST_SIZE);
	tree->version.digest = digest_end(&d);
}

void version_hash(struct arena *a, const struct plan_tree *plan, struct version_tree *tree, const char ***contents)
{
	long *first, *next;
	const char **texts = arena_array(a, plan->n, sizeof *texts);
	size_t *below = arena_array(a, plan->n, sizeof *below);
	*tree = (struct version_tree){ .nodes = arena_array(a, plan->n, sizeof *tree->nodes), .n = plan->n };
	chain_links(a, plan, &first, &next);
	for (size_t i = 0; i < plan->n; i++) {
		texts[i] = canonical(a, plan, i, first, next);
		below[i] = plan->nodes[i].n_below;
		tree->nodes[i] = (struct version_node){ .node_id = plan->nodes[i].id, .parent = plan->nodes[i].parent,
		                                        .text = digest_of(texts[i], strlen(texts[i])) };
	}
	version_hash_trees(tree, below);
	if (contents)
		*contents = texts;
}

/* ---- Making ---- */

static bool add_version(struct db_conn *tx, const struct version *v, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO version (id, plan_id, name, note, digest, made_by, made_at) "
		"VALUES ($id, $plan, $name, $note, $digest, $by, $at)"));
	db_bind_i64(st, "$id", v->id);
	db_bind_i64(st, "$plan", v->plan_id);
	db_bind_text(st, "$name", v->name);
	db_bind_text(st, "$note", v->note);
	db_bind_blob(st, "$digest", v->digest.byte, DIGEST_SIZE);
	db_bind_i64(st, "$by", v->by);
	db_bind_i64(st, "$at", v->made_at);
	return db_finish(st, err);
}

static bool add_node(struct db_conn *tx, int64_t version_id, size_t ordinal, const struct version_node *node,
                     const char *content, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO version_text (digest, content) VALUES ($digest, $content) ON CONFLICT (digest) DO NOTHING"));
	db_bind_blob(st, "$digest", node->text.byte, DIGEST_SIZE);
	db_bind_text(st, "$content", content);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL(
		"INSERT INTO version_node (version_id, ordinal, parent, node_id, text_digest, tree_digest) "
		"VALUES ($version, $ordinal, $parent, $node, $text, $tree)"));
	db_bind_i64(st, "$version", version_id);
	db_bind_i64(st, "$ordinal", (int64_t)ordinal);
	db_bind_i64(st, "$parent", node->parent);
	db_bind_i64(st, "$node", node->node_id);
	db_bind_blob(st, "$text", node->text.byte, DIGEST_SIZE);
	db_bind_blob(st, "$tree", node->tree.byte, DIGEST_SIZE);
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, struct arena *a, const struct version *v, struct err *err)
{
	char hex[DIGEST_HEX_SIZE];
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	digest_hex(&v->digest, hex);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", v->by);
	json_put_i64(&j, "plan", v->plan_id);
	json_put_string(&j, "name", v->name);
	json_put_string(&j, "note", v->note);
	json_put_string(&j, "digest", hex);
	json_put_end(&j);
	return journal_write(tx, "version.make", v->id, out_string(&content), err);
}

bool version_make(struct db_conn *tx, struct arena *a, struct version *version, struct err *err)
{
	struct plan_tree plan;
	struct version_tree tree;
	const char **contents;
	struct version *list;
	size_t n;
	if (!plan_tree_load(tx, a, version->plan_id, &plan, err) || !version_list(tx, a, version->plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].name, version->name))
			return err_conflict(err, "The plan has a version \"%s\" already; choose another name", version->name);
	version_hash(a, &plan, &tree, &contents);
	version->id = db_new_id(tx);
	version->made_at = clock_now();
	version->digest = tree.version.digest;
	if (!add_version(tx, version, err))
		return false;
	for (size_t i = 0; i < tree.n; i++)
		if (!add_node(tx, version->id, i, &tree.nodes[i], contents[i], err))
			return false;
	return journal(tx, a, version, err);
}

/* ---- Reading ---- */

static struct digest digest_column(struct db_stmt *st, int column, struct arena *a)
{
	struct digest d = { 0 };
	size_t n;
	const void *bytes = db_blob(st, column, a, &n);
	if (n == DIGEST_SIZE)
		memcpy(d.byte, bytes, n);
	return d;
}

#define VERSION_COLUMNS "id, plan_id, name, note, digest, made_by, made_at"

static struct version version_row(struct db_stmt *st, struct arena *a)
{
	return (struct version){
		.id = db_i64(st, 0), .plan_id = db_i64(st, 1), .name = db_text(st, 2, a), .note = db_text(st, 3, a),
		.digest = digest_column(st, 4, a), .by = db_i64(st, 5), .made_at = db_i64(st, 6),
	};
}

bool version_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct version **list, size_t *n, struct err *err)
{
	VEC(struct version) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT " VERSION_COLUMNS " FROM version WHERE plan_id = $plan ORDER BY id"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = version_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool version_by_id(struct db_conn *c, struct arena *a, int64_t id, struct version *version, struct err *err)
{
	*version = (struct version){ 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT " VERSION_COLUMNS " FROM version WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*version = version_row(st, a);
	return db_finish(st, err);
}

bool version_get(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name, struct version *version,
                 struct err *err)
{
	struct version *list;
	size_t n;
	struct out names = out_memory(a);
	if (!version_list(c, a, plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		out_format(&names, "%s%s", i ? ", " : "", list[i].name);
		if (!str_eq(list[i].name, name))
			continue;
		*version = list[i];
		return true;
	}
	return n ? err_not_found(err, "There is no version \"%s\"; there is: %s", name, out_string(&names))
	         : err_not_found(err, "The plan has no versions yet; `planverk version make` makes one");
}

bool version_load(struct db_conn *c, struct arena *a, const struct version *version, struct version_tree *tree,
                  struct err *err)
{
	VEC(struct version_node) nodes = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT node_id, parent, text_digest, tree_digest FROM version_node WHERE version_id = $version ORDER BY ordinal"));
	db_bind_i64(st, "$version", version->id);
	while (db_step(st))
		*VEC_PUSH(a, &nodes) = (struct version_node){ db_i64(st, 0), (long)db_i64(st, 1), digest_column(st, 2, a),
		                                              digest_column(st, 3, a) };
	*tree = (struct version_tree){ *version, nodes.v, nodes.n };
	return db_finish(st, err);
}

/* ---- Checking ---- */

static bool verify_texts(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                         struct err *err)
{
	bool found = false;
	struct db_stmt *st = db_prepare(c, SQL("SELECT digest, content FROM version_text ORDER BY digest"));
	while (!found && db_step(st)) {
		struct digest kept = digest_column(st, 0, a);
		const char *content = db_text(st, 1, a);
		struct digest now = digest_of(content, strlen(content));
		char hex[DIGEST_HEX_SIZE];
		found = !digest_eq(&kept, &now);
		digest_hex(&kept, hex);
		if (found)
			problem(arg, arena_printf(a, "the text %s of a version is not what it was", hex));
	}
	return db_finish(st, err);
}

/* Names the first hash that is not what the stored texts give. */
static void check_tree(struct arena *a, const struct version_tree *kept, void (*problem)(void *arg, const char *text), void *arg)
{
	struct version_tree now = *kept;
	size_t *below = arena_array(a, kept->n, sizeof *below);
	now.nodes = arena_array(a, kept->n, sizeof *now.nodes);
	for (size_t i = kept->n; i-- > 0;) {
		now.nodes[i] = kept->nodes[i];
		if (kept->nodes[i].parent >= (long)i || kept->nodes[i].parent < -1)
			return problem(arg, arena_printf(a, "version \"%s\": its part %zu has no such place", kept->version.name, i));
		if (kept->nodes[i].parent >= 0)
			below[kept->nodes[i].parent] += 1 + below[i];
	}
	version_hash_trees(&now, below);
	for (size_t i = 0; i < kept->n; i++)
		if (!digest_eq(&now.nodes[i].tree, &kept->nodes[i].tree))
			return problem(arg, arena_printf(a, "version \"%s\": the hash of node %lld is not what it was",
			                                 kept->version.name, (long long)kept->nodes[i].node_id));
	if (!digest_eq(&now.version.digest, &kept->version.digest))
		problem(arg, arena_printf(a, "version \"%s\": its hash is not what it was", kept->version.name));
}

bool version_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                    struct err *err)
{
	struct plan *plans;
	size_t n_plans;
	if (!verify_texts(c, a, problem, arg, err) || !plan_list(c, a, &plans, &n_plans, err))
		return false;
	for (size_t p = 0; p < n_plans; p++) {
		struct version *list;
		size_t n;
		if (!version_list(c, a, plans[p].id, &list, &n, err))
			return false;
		for (size_t i = 0; i < n; i++) {
			struct version_tree tree;
			if (!version_load(c, a, &list[i], &tree, err))
				return false;
			check_tree(a, &tree, problem, arg);
		}
	}
	return true;
}
