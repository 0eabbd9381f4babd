/* Plans: finding, listing, naming them. */
#include "module/plan/plan.h"

#include "base/hash.h"
#include "base/str.h"
#include "base/utf8.h"
#include "module/plan/plan_internal.h"
#include "ui/translate.h"

#define PLAN_COLUMNS "id, slug, title, description, language, period, example, created_at"
#define NAMED_MAX 10 /* plans that an error message names */

static struct plan plan_row(struct db_stmt *st, struct arena *a)
{
	return (struct plan){
		.id = db_i64(st, 0),
		.slug = db_text(st, 1, a),
		.title = db_text(st, 2, a),
		.description = db_text(st, 3, a),
		.language = db_text(st, 4, a),
		.period = db_text(st, 5, a),
		.example = db_i64(st, 6) != 0,
		.created_at = db_i64(st, 7),
	};
}

/* Reads the one plan that a prepared and bound statement selects; id 0 where there is none. */
static bool plan_read(struct db_stmt *st, struct arena *a, struct plan *plan, struct err *err)
{
	*plan = (struct plan){ 0 };
	if (db_step(st))
		*plan = plan_row(st, a);
	return db_finish(st, err);
}

/* All plans, as every page needs one or more of them. */
struct shelf {
	VEC(struct plan) plans;
};

static const void *make_shelf(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	(void)arg;
	struct shelf *shelf = arena_alloc(a, sizeof *shelf);
	struct db_stmt *st = db_prepare(c, SQL("SELECT " PLAN_COLUMNS " FROM plan ORDER BY created_at, id"));
	while (db_step(st))
		*VEC_PUSH(a, &shelf->plans) = plan_row(st, a);
	return db_finish(st, err) ? shelf : NULL;
}

static const struct shelf *shelf_of(struct db_conn *c, struct arena *a, struct err *err)
{
	return db_shared(c, a, "plan.shelf", make_shelf, NULL, err);
}

/* A plan by its short name, or NULL. */
static const struct plan *named(const struct shelf *shelf, const char *slug)
{
	for (size_t i = 0; i < shelf->plans.n; i++)
		if (str_eq(shelf->plans.v[i].slug, slug))
			return &shelf->plans.v[i];
	return NULL;
}

static const struct plan *numbered(const struct shelf *shelf, int64_t id)
{
	for (size_t i = 0; i < shelf->plans.n; i++)
		if (shelf->plans.v[i].id == id)
			return &shelf->plans.v[i];
	return NULL;
}

bool plan_get(struct db_conn *c, struct arena *a, int64_t id, struct plan *plan, struct err *err)
{
	const struct shelf *shelf = shelf_of(c, a, err);
	const struct plan *found = shelf ? numbered(shelf, id) : NULL;
	*plan = found ? *found : (struct plan){ 0 };
	return shelf;
}

bool plan_by_source(struct db_conn *c, struct arena *a, const unsigned char *digest, struct plan *plan,
                    struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " PLAN_COLUMNS " FROM plan WHERE source_digest = $digest"));
	db_bind_blob(st, "$digest", digest, DIGEST_SIZE);
	return plan_read(st, a, plan, err);
}

bool plan_list(struct db_conn *c, struct arena *a, struct plan **list, size_t *n, struct err *err)
{
	const struct shelf *shelf = shelf_of(c, a, err);
	if (!shelf)
		return false;
	*n = shelf->plans.n;
	*list = arena_array(a, *n, sizeof **list);
	for (size_t i = 0; i < *n; i++)
		(*list)[i] = shelf->plans.v[i];
	return true;
}

bool plan_sizes(struct db_conn *c, struct arena *a, const struct plan *list, size_t n, int64_t **sizes,
                struct err *err)
{
	*sizes = arena_array(a, n, sizeof **sizes);
	struct db_stmt *st = db_prepare(c, SQL("SELECT plan_id, count(*) FROM plan_node GROUP BY plan_id"));
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		for (size_t i = 0; i < n; i++)
			if (list[i].id == id)
				(*sizes)[i] = db_i64(st, 1);
	}
	return db_finish(st, err);
}

static bool fail_no_such_plan(const struct shelf *shelf, struct arena *a, const char *wanted, struct err *err)
{
	size_t n = shelf->plans.n;
	if (n == 0)
		return err_not_found(err, "There is no plan \"%s\", and no other; `planverk plan import FILE` reads one", wanted);
	struct out names = out_memory(a);
	for (size_t i = 0; i < n && i < NAMED_MAX; i++)
		out_format(&names, "%s%s", i ? ", " : "", shelf->plans.v[i].slug);
	return err_not_found(err, "There is no plan \"%s\"; there is: %s%s", wanted, out_string(&names),
	                     n > NAMED_MAX ? " … (`planverk plan list` shows all)" : "");
}

bool plan_find(struct db_conn *c, struct arena *a, const char *id_or_slug, struct plan *plan, struct err *err)
{
	const struct shelf *shelf = shelf_of(c, a, err);
	int64_t id;
	if (!shelf)
		return false;
	const struct plan *found = named(shelf, id_or_slug);
	if (!found && str_to_i64(id_or_slug, &id))
		found = numbered(shelf, id);
	if (!found)
		return fail_no_such_plan(shelf, a, id_or_slug, err);
	*plan = *found;
	return true;
}

bool plan_of_node(struct db_conn *c, int64_t node_id, int64_t *plan_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT plan_id FROM plan_node WHERE id = $node"));
	db_bind_i64(st, "$node", node_id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* ---- Slugs ---- */

/* The letters of the languages of the region in the alphabet of addresses; "" breaks a word. */
static const char *slug_letter(uint32_t c)
{
	static const struct { uint32_t from; const char *to; } letters[] = {
		{ 0xE0, "a" }, { 0xE1, "a" }, { 0xE2, "a" }, { 0xE4, "ae" }, { 0xE5, "a" }, { 0xE6, "ae" },
		{ 0xE7, "c" }, { 0xE8, "e" }, { 0xE9, "e" }, { 0xEA, "e" }, { 0xEB, "e" }, { 0xEF, "i" },
		{ 0xF1, "n" }, { 0xF2, "o" }, { 0xF3, "o" }, { 0xF4, "o" }, { 0xF6, "o" }, { 0xF8, "o" },
		{ 0xFC, "u" }, { 0x10D, "c" }, { 0x111, "d" }, { 0x14B, "n" }, { 0x161, "s" }, { 0x167, "t" },
		{ 0x17E, "z" },
	};
	for (size_t i = 0; i < ARRAY_LEN(letters); i++)
		if (letters[i].from == c)
			return letters[i].to;
	return "";
}

/* A title as words of a–z and 0–9 with "-" between them. */
static const char *slug_words(struct arena *a, const char *title)
{
	struct out o = out_memory(a);
	struct span s = span_of(utf8_fold(a, span_of(title)));
	bool gap = false;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		char one[2] = { plain ? (char)c : '\0', '\0' };
		const char *letter = plain ? one : slug_letter(c);
		if (*letter && gap && o.total)
			out_char(&o, '-');
		gap = *letter == '\0';
		out_text(&o, letter);
	}
	return out_string(&o);
}

/* At most n bytes of a slug, cut between words where one ends in the last third. */
static const char *slug_cut(struct arena *a, const char *slug, size_t n)
{
	size_t length = strlen(slug), cut = n;
	if (length <= n)
		return slug;
	while (cut > n - n / 3 && slug[cut] != '-')
		cut--;
	if (slug[cut] != '-')
		cut = n;
	return arena_strndup(a, slug, cut);
}

bool plan_slug_valid(const char *slug)
{
	size_t n = 0;
	for (; slug[n]; n++) {
		bool alphanumeric = (slug[n] >= 'a' && slug[n] <= 'z') || (slug[n] >= '0' && slug[n] <= '9');
		bool dash = slug[n] == '-' && n > 0 && slug[n - 1] != '-' && slug[n + 1];
		if (!alphanumeric && !dash)
			return false;
	}
	return n > 0 && n <= PLAN_SLUG_MAX;
}

bool plan_new_slug(struct db_conn *c, struct arena *a, const char *title, const char **slug, struct err *err)
{
	const char *words = str_or(slug_words(a, title), "plan");
	const struct shelf *shelf = shelf_of(c, a, err);
	for (unsigned number = 1; shelf; number++) {
		const char *suffix = number == 1 ? "" : arena_printf(a, "-%u", number);
		*slug = arena_printf(a, "%s%s", slug_cut(a, words, PLAN_SLUG_MAX - strlen(suffix)), suffix);
		if (!named(shelf, *slug))
			return true;
	}
	return false;
}

static const struct verifier plan_verifiers[] = {
	{ "plan trees", plan_verify },
};

static const struct personal plan_personal[] = {
	{ "plan_revision", "changed_by note", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "plan_lineage", "made_by note", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module plan_module = {
	.name = "plan",
	.personal = plan_personal,
	.n_personal = ARRAY_LEN(plan_personal),
	.commands = plan_commands,
	.n_commands = PLAN_COMMANDS,
	.routes = plan_routes,
	.n_routes = PLAN_ROUTES,
	.subjects = plan_subjects,
	.n_subjects = PLAN_SUBJECTS,
	.verifiers = plan_verifiers,
	.n_verifiers = ARRAY_LEN(plan_verifiers),
};
