/* Who a consultation is sent to: kept as a list, and mailed when the consultation is announced. */
#include "module/consultation/consultation_internal.h"

#include "db/journal.h"
#include "format/columns.h"
#include "http/language.h"
#include "module/notice/notice.h"
#include "ui/translate.h"

const struct invitee_kind_name invitee_kinds[INVITEE_KINDS] = {
	[INVITEE_STATE] = { "state", N_("State body") }, [INVITEE_COUNTY] = { "county", N_("Regional body") },
	[INVITEE_MUNICIPALITY] = { "municipality", N_("Municipality") },
	[INVITEE_ORGANISATION] = { "organisation", N_("Organisation") }, [INVITEE_OTHER] = { "other", N_("Others") },
};

bool invitee_kind_parse(const char *code, enum invitee_kind *kind)
{
	for (*kind = 0; *kind < INVITEE_KINDS; ++*kind)
		if (str_eq(invitee_kinds[*kind].code, code))
			return true;
	return false;
}

bool consultation_invitees(struct db_conn *c, struct arena *a, int64_t consultation_id, struct invitee **list, size_t *n,
                             struct err *err)
{
	VEC(struct invitee) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, kind, name, email, told_on FROM consultation_recipient WHERE consultation_id = $consultation ORDER BY kind, name"));
	db_bind_i64(st, "$consultation", consultation_id);
	while (db_step(st)) {
		struct invitee r = { .id = db_i64(st, 0), .name = db_text(st, 2, a), .email = db_text(st, 3, a) };
		invitee_kind_parse(db_text(st, 1, a), &r.kind);
		date_parse(db_text(st, 4, a), &r.told);
		*VEC_PUSH(a, &found) = r;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- Changing the list ---- */

/* Names and addresses stand in the table alone, where they can be erased. */
static bool journal(struct db_conn *tx, struct arena *a, const char *action, int64_t consultation_id, const char *kind, int64_t n,
                    int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	if (kind)
		json_put_string(&j, "kind", kind);
	json_put_i64(&j, "recipients", n);
	json_put_end(&j);
	return journal_write(tx, action, consultation_id, out_string(&content), err);
}

static bool put(struct db_conn *tx, int64_t consultation_id, const struct invitee *r, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO consultation_recipient (id, consultation_id, kind, name, email, told_on) "
		"VALUES ($id, $consultation, $kind, $name, $email, '') "
		"ON CONFLICT (consultation_id, name) DO UPDATE SET kind = excluded.kind, email = excluded.email"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$consultation", consultation_id);
	db_bind_text(st, "$kind", invitee_kinds[r->kind].code);
	db_bind_text(st, "$name", r->name);
	db_bind_text(st, "$email", r->email);
	return db_finish(st, err);
}

static bool mark_told(struct db_conn *tx, int64_t id, struct date day, struct arena *a, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE consultation_recipient SET told_on = $day WHERE id = $id"));
	db_bind_text(st, "$day", date_iso(a, day));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool mail(struct db_conn *tx, struct arena *a, const struct consultation *c, const struct invitee *r, struct err *err)
{
	struct plan plan;
	enum lang lang = LANG_NB;
	if (!plan_get(tx, a, c->plan_id, &plan, err))
		return false;
	lang_parse(plan.language, &lang);
	struct notice n = { .kind = "consultation", .email = r->email };
	n.subject = tr_format_lang(a, lang, "Consultation: %s", c->title);
	n.text = tr_format_lang(a, lang,
		"%s is asked for a statement on \"%s\".\n\n"
		"The consultation lasts from %s to %s, and the last day counts whole. What is laid out, and the form for an answer:\n\n%s\n\n"
		"You get this because the plan concerns you.",
		r->name, c->title, date_iso(a, c->opens), c->closes.year ? date_iso(a, c->closes) : "–",
		arena_printf(a, NOTICE_SITE "/consultation/%lld", (long long)c->id));
	return notice_write(tx, a, &n, err);
}

bool invitees_tell(struct db_conn *tx, struct arena *a, const struct consultation *c, struct date today, struct err *err)
{
	struct invitee *list;
	size_t n;
	if (!consultation_invitees(tx, a, c->id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!list[i].told.year && *list[i].email
		    && (!mail(tx, a, c, &list[i], err) || !mark_told(tx, list[i].id, today, a, err)))
			return false;
	return true;
}

bool invitees_add(struct db_conn *tx, struct arena *a, int64_t consultation_id, const struct invitee *list, size_t n, int64_t by,
                    struct date today, struct err *err)
{
	struct consultation c;
	if (!consultation_get(tx, a, consultation_id, &c, err))
		return false;
	if (!c.id)
		return err_not_found(err, "There is no consultation %lld", (long long)consultation_id);
	for (size_t i = 0; i < n; i++)
		if (!put(tx, consultation_id, &list[i], err))
			return false;
	return (c.stored == CONSULTATION_DRAFT || invitees_tell(tx, a, &c, today, err))
	       && journal(tx, a, "consultation.recipients", consultation_id, NULL, (int64_t)n, by, err);
}

bool invitee_sent(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t id, struct date day, int64_t by,
                    struct err *err)
{
	struct invitee *list;
	size_t n;
	if (!consultation_invitees(tx, a, consultation_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return mark_told(tx, id, day, a, err)
			       && journal(tx, a, "consultation.recipient-sent", consultation_id, invitee_kinds[list[i].kind].code, 1, by, err);
	return err_not_found(err, "There is no such recipient");
}

bool invitee_remove(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t id, int64_t by, struct err *err)
{
	int64_t n;
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM consultation_recipient WHERE id = $id AND consultation_id = $consultation AND told_on = ''"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$consultation", consultation_id);
	if (!db_finish_changed(st, &n, err))
		return false;
	return n ? journal(tx, a, "consultation.recipient-remove", consultation_id, NULL, 1, by, err)
	         : err_conflict(err, "Who the consultation was sent to stays on the list");
}

/* ---- planverk consultation recipients ---- */

static const struct field fields[] = {
	{ "kind", "slag|type|gruppe", true },
	{ "name", "navn|namn|mottaker|mottakar", true },
	{ "email", "e-post|epost", false },
};
enum { KIND, NAME, EMAIL };

static bool read_row(struct arena *a, const struct table *t, size_t row, const long *column, struct invitee *r, struct err *err)
{
	const char *cell[ARRAY_LEN(fields)];
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(a, t, row, column[f]);
	*r = (struct invitee){ .name = cell[NAME], .email = "" };
	if (!invitee_kind_parse(cell[KIND], &r->kind))
		return err_input(err, "\"%s\" is not a kind; there are state, county, municipality, organisation, other", cell[KIND]);
	if (!*r->name || strpbrk(r->name, "\r\n"))
		return err_input(err, "The name must stand on one line");
	if (*cell[EMAIL] && !(r->email = notice_address(a, span_of(cell[EMAIL]))))
		return err_input(err, "\"%s\" is not an address that mail can be sent to", cell[EMAIL]);
	return true;
}

struct reading {
	struct command_context *ctx;
	int64_t consultation_id;
	struct invitee *list;
	size_t n;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct reading *r = arg;
	return invitees_add(tx, r->ctx->arena, r->consultation_id, r->list, r->n, 0, date_at(clock_now()), err);
}

static bool import(struct command_context *ctx, struct reading *r)
{
	struct table t;
	long column[ARRAY_LEN(fields)];
	const char *file = ctx->args[1];
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	r->list = arena_array(ctx->arena, t.n_rows, sizeof *r->list);
	for (; r->n < t.n_rows; r->n++)
		if (!read_row(ctx->arena, &t, r->n, column, &r->list[r->n], ctx->err))
			return err_at(ctx->err, file, t.rows[r->n].line, 0);
	return db_write(ctx->db, add, r, ctx->err);
}

static void put_list(struct command_context *ctx, const struct invitee *list, size_t n)
{
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const char *kind = invitee_kinds[list[i].kind].code, *told = date_iso(ctx->arena, list[i].told);
		if (!ctx->json) {
			out_format(ctx->out, "%-12s  %-10s  %s\n", kind, *told ? told : "not sent", list[i].name);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "kind", kind);
		json_put_string(&j, "name", list[i].name);
		json_put_string(&j, "told", told);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "Nobody stands on the list; give a file with the columns kind, name and email\n");
}

bool consultation_run_recipients(struct command_context *ctx)
{
	struct reading r = { .ctx = ctx };
	struct invitee *list;
	size_t n;
	if (!str_to_i64(ctx->args[0], &r.consultation_id))
		return err_input(ctx->err, "%s is not the number of a consultation; its page's address has it", ctx->args[0]);
	if (ctx->n_args > 1 && !import(ctx, &r))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && consultation_invitees(c, ctx->arena, r.consultation_id, &list, &n, ctx->err);
	db_reader_done(c);
	if (ok)
		put_list(ctx, list, n);
	return ok;
}
