/* What differs between two versions. Nodes are matched by identifier; equal hashes are not looked into. */
#include "module/version/version_internal.h"

#include "format/json.h"
#include "ui/translate.h"

const struct version_change_name version_change_names[] = {
	{ VERSION_ADDED, "added", N_("New") },
	{ VERSION_REMOVED, "removed", N_("No longer there") },
	{ VERSION_MOVED, "moved", N_("Moved") },
	{ VERSION_TITLE, "title", N_("New title") },
	{ VERSION_BODY, "body", N_("New text") },
	{ VERSION_OTHER, "other", N_("Other changes: links, keywords, goals, kind") },
};
const size_t version_change_names_len = ARRAY_LEN(version_change_names);

static const char *field(struct arena *a, const json_t *object, const char *name)
{
	return arena_strdup(a, str_or(json_string_value(json_object_get(object, name)), ""));
}

bool version_text(struct db_conn *c, struct arena *a, const struct digest *digest, struct version_text *text,
                  struct err *err)
{
	const char *content = NULL;
	json_t *root;
	struct db_stmt *st = db_prepare(c, SQL("SELECT content FROM version_text WHERE digest = $digest"));
	db_bind_blob(st, "$digest", digest->byte, DIGEST_SIZE);
	if (db_step(st))
		content = db_text(st, 0, a);
	if (!db_finish(st, err))
		return false;
	if (!content)
		return err_conflict(err, "A text of a version is missing; restore a backup");
	if (!json_read_bytes(a, span_of(content), "version", &root, err))
		return false;
	const char *rest = strstr(content, "\"rest\":");
	*text = (struct version_text){ field(a, root, "ref"), field(a, root, "kind"), field(a, root, "title"),
	                               field(a, root, "body"), rest ? rest : "" };
	return true;
}

/* ---- Which nodes ---- */

struct by_id {
	int64_t id;
	size_t index;
};

static int compare(const void *x, const void *y)
{
	int64_t a = ((const struct by_id *)x)->id, b = ((const struct by_id *)y)->id;
	return (a > b) - (a < b);
}

static struct by_id *index_of(struct arena *a, const struct version_tree *tree)
{
	struct by_id *list = arena_array(a, tree->n, sizeof *list);
	for (size_t i = 0; i < tree->n; i++)
		list[i] = (struct by_id){ tree->nodes[i].node_id, i };
	qsort(list, tree->n, sizeof *list, compare);
	return list;
}

static long find(const struct by_id *list, size_t n, int64_t id)
{
	const struct by_id *found = n ? bsearch(&(struct by_id){ id, 0 }, list, n, sizeof *list, compare) : NULL;
	return found ? (long)found->index : -1;
}

static int64_t parent_of(const struct version_tree *tree, size_t index)
{
	long parent = tree->nodes[index].parent;
	return parent < 0 ? 0 : tree->nodes[parent].node_id;
}

/* ---- Order among siblings ---- */

/* Marks nodes that stay under their parent but that one which followed them now comes before: among the
 * children as they stand now, those whose old place is before one that was seen already. */
static void mark_reordered(struct arena *a, const struct version_tree *to, const long *old, bool *moved)
{
	long *furthest = arena_array(a, to->n + 1, sizeof *furthest); /* old place of the last child seen, by parent + 1 */
	for (size_t i = 0; i <= to->n; i++)
		furthest[i] = -1;
	for (size_t i = 0; i < to->n; i++) {
		long *seen = &furthest[to->nodes[i].parent + 1];
		if (old[i] < 0 || moved[i])
			continue;
		if (old[i] < *seen)
			moved[i] = true;
		else
			*seen = old[i];
	}
}

/* ---- What about them ---- */

static bool put_reasons(struct db_conn *c, struct arena *a, struct version_difference *d, int64_t since, int64_t until,
                        struct err *err)
{
	struct out answers = out_memory(a), notes = out_memory(a);
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT 1 AS internal, note, changed_at AS at FROM plan_revision "
		"WHERE node_id = $node AND changed_at > $since AND changed_at <= $until AND note <> '' "
		"UNION ALL SELECT 0, reason, published_at FROM disposition "
		"WHERE node_id = $node AND published_at > $since AND published_at <= $until AND reason <> '' ORDER BY 3"));
	db_bind_i64(st, "$node", d->node_id);
	db_bind_i64(st, "$since", since);
	db_bind_i64(st, "$until", until);
	while (db_step(st)) {
		struct out *o = db_i64(st, 0) ? &notes : &answers;
		out_format(o, "%s%s", o->total ? "\n" : "", db_text(st, 1, a));
	}
	d->answers = out_string(&answers);
	d->notes = out_string(&notes);
	return db_finish(st, err);
}

static bool put_texts(struct db_conn *c, struct arena *a, struct version_difference *d, const struct version_node *before,
                      const struct version_node *after, struct err *err)
{
	static const struct version_text none = { "", "", "", "", "" };
	d->before = d->after = none;
	if ((before && !version_text(c, a, &before->text, &d->before, err))
	    || (after && !version_text(c, a, &after->text, &d->after, err)))
		return false;
	if (!before || !after)
		return true;
	if (!str_eq(d->before.title, d->after.title))
		d->changes |= VERSION_TITLE;
	if (!str_eq(d->before.body, d->after.body))
		d->changes |= VERSION_BODY;
	if (!str_eq(d->before.rest, d->after.rest) || !str_eq(d->before.kind, d->after.kind))
		d->changes |= VERSION_OTHER;
	return true;
}

bool version_diff(struct db_conn *c, struct arena *a, const struct version_tree *from, const struct version_tree *to,
                  struct version_difference **list, size_t *n, struct err *err)
{
	VEC(struct version_difference) found = { 0 };
	struct by_id *was = index_of(a, from), *is = index_of(a, to);
	long *old = arena_array(a, to->n, sizeof *old);
	bool *moved = arena_array(a, to->n, sizeof *moved);
	for (size_t i = 0; i < to->n; i++) {
		old[i] = find(was, from->n, to->nodes[i].node_id);
		moved[i] = old[i] >= 0 && parent_of(from, (size_t)old[i]) != parent_of(to, i);
	}
	mark_reordered(a, to, old, moved);
	for (size_t i = 0; i < to->n; i++) {
		const struct version_node *after = &to->nodes[i], *before = old[i] < 0 ? NULL : &from->nodes[old[i]];
		if (before && !moved[i] && digest_eq(&before->text, &after->text))
			continue;
		struct version_difference *d = VEC_PUSH(a, &found);
		*d = (struct version_difference){ .node_id = after->node_id,
		                                  .changes = !before ? VERSION_ADDED : moved[i] ? VERSION_MOVED : 0 };
		if (!put_texts(c, a, d, before, after, err))
			return false;
	}
	for (size_t i = 0; i < from->n; i++) {
		if (find(is, to->n, from->nodes[i].node_id) >= 0)
			continue;
		struct version_difference *d = VEC_PUSH(a, &found);
		*d = (struct version_difference){ .node_id = from->nodes[i].node_id, .changes = VERSION_REMOVED };
		if (!put_texts(c, a, d, &from->nodes[i], NULL, err))
			return false;
	}
	for (size_t i = 0; i < found.n; i++)
		if (!put_reasons(c, a, &found.v[i], from->version.made_at, to->version.made_at, err))
			return false;
	*list = found.v;
	*n = found.n;
	return true;
}
