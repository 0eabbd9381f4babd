/* planverk privacy find, access, correct, erase, retention, purge. */
#include "module/privacy/privacy_internal.h"

#include "base/file.h"

/* The plan that --plan names; 0 for all. */
static bool read_plan(struct command_context *ctx, struct db_conn *c, int64_t *plan_id)
{
	struct plan plan = { 0 };
	const char *name = option(ctx, "plan");
	*plan_id = 0;
	if (name && !plan_find(c, ctx->arena, name, &plan, ctx->err))
		return false;
	*plan_id = plan.id;
	return true;
}

/* ---- find ---- */

static void write_items(struct command_context *ctx, const struct privacy_item *list, size_t n)
{
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (!ctx->json) {
			out_format(ctx->out, "%s %lld: %s\n", privacy_kind_names[list[i].kind], (long long)list[i].id, list[i].text);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "kind", privacy_kind_codes[list[i].kind]);
		json_put_i64(&j, "id", list[i].id);
		json_put_i64(&j, "plan", list[i].plan_id);
		json_put_string(&j, "text", list[i].text);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "Nothing is held by that name or address.\n");
}

bool privacy_run_find(struct command_context *ctx)
{
	struct privacy_item *list;
	size_t n;
	int64_t plan_id;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && read_plan(ctx, c, &plan_id) && privacy_find(c, ctx->arena, plan_id, ctx->args[0], &list, &n, ctx->err);
	db_reader_done(c);
	if (ok)
		write_items(ctx, list, n);
	return ok;
}

/* ---- access ---- */

bool privacy_run_access(struct command_context *ctx)
{
	int64_t plan_id;
	struct file_writer *file = file_create(ctx->arena, str_or(option(ctx, "output"), "-"), ctx->err);
	struct db_conn *c = file ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	bool ok = c && read_plan(ctx, c, &plan_id) && privacy_write_access(c, ctx->arena, &o, plan_id, ctx->args[0], ctx->err);
	out_text(&o, ok ? "\n" : "");
	db_reader_done(c);
	return ok && file_commit(file, ctx->err);
}

/* ---- correct ---- */

struct correcting {
	struct command_context *ctx;
	bool account;
	int64_t id;
	const char *name, *email; /* NULL: as it is */
};

static bool is_statement(struct db_conn *c, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT 1 FROM statement WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	bool there = db_step(st);
	return db_finish(st, err)
	       && (there || err_not_found(err, "There is no statement %lld; `planverk privacy find` tells the numbers", (long long)id));
}

static bool correct(struct db_conn *tx, void *arg, struct err *err)
{
	const struct correcting *d = arg;
	if (d->account)
		return user_correct(tx, d->ctx->arena, d->id, d->name ? d->name : "", d->email ? d->email : "", 0, err);
	if (!is_statement(tx, d->id, err))
		return false;
	if (d->email && !consultation_contact_ok(d->email))
		return err_input(err, "\"%s\" is no e-mail address", d->email);
	return (!d->name || consultation_set_sender(tx, d->id, d->name, 0, err))
	       && (!d->email || consultation_set_contact(tx, d->id, d->email, 0, err));
}

bool privacy_run_correct(struct command_context *ctx)
{
	struct correcting d = { .ctx = ctx, .account = str_eq(ctx->args[0], "account"), .name = option(ctx, "name"),
	                        .email = option(ctx, "email") };
	if (!d.account && !str_eq(ctx->args[0], "statement"))
		return err_input(ctx->err, "\"%s\" cannot be corrected here; write account or statement", ctx->args[0]);
	if (!d.name && !d.email)
		return err_input(ctx->err, "Say what is right: --name, --email or both");
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	struct user user = { 0 };
	bool ok = c && (!d.account || user_find(c, ctx->arena, ctx->args[1], &user, ctx->err));
	db_reader_done(c);
	d.id = user.id;
	if (ok && !d.account && !str_to_i64(ctx->args[1], &d.id))
		return err_input(ctx->err, "\"%s\" is no number of a statement; `planverk privacy find` tells them", ctx->args[1]);
	if (!ok || !db_write(ctx->db, correct, &d, ctx->err))
		return false;
	out_text(ctx->out, "Corrected.\n");
	return true;
}

/* ---- erase ---- */

struct erasing {
	struct arena *arena;
	struct privacy_erasure what;
	struct privacy_erased done;
};

static bool erase(struct db_conn *tx, void *arg, struct err *err)
{
	struct erasing *e = arg;
	return privacy_erase(tx, e->arena, &e->what, &e->done, err);
}

static void report_erased(struct command_context *ctx, const struct privacy_erased *d)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "accounts", d->accounts);
		json_put_i64(&j, "statements", d->statements);
		json_put_i64(&j, "senders", d->senders);
		json_put_i64(&j, "masked", d->masked);
		json_put_i64(&j, "journal", d->journal);
		json_put_i64(&j, "kept", d->kept);
		json_put_end(&j);
		return;
	}
	out_format(ctx->out, "Erased: %lld accounts, the sender of %lld statements and of %lld series of contributions, "
	           "%lld entries of the journal.\n", (long long)d->accounts, (long long)d->statements, (long long)d->senders,
	           (long long)d->journal);
	out_format(ctx->out, "Kept: %lld places in texts have the words. What is sent in to a public process belongs to the "
	           "archive; %lld of them are masked for all readers, and answers are to be rewritten by a planner.\n",
	           (long long)d->kept, (long long)d->masked);
}

bool privacy_run_erase(struct command_context *ctx)
{
	const char *kind = option(ctx, "kind");
	struct erasing e = { ctx->arena, { .words = ctx->args[0], .kinds = kind ? 1u << privacy_kind_of(kind) : PRIVACY_ALL_KINDS,
	                                   .reason = str_or(option(ctx, "reason"), "") }, { 0 } };
	if (!(e.what.kinds & PRIVACY_ALL_KINDS))
		return err_input(ctx->err, "There is no kind \"%s\"; `planverk --json privacy find` tells the kinds", kind);
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && read_plan(ctx, c, &e.what.plan_id);
	db_reader_done(c);
	if (!ok)
		return false;
	if (!*e.what.reason)
		return err_input(ctx->err, "Say why with --reason; it is kept, so it does not name the person");
	if (!db_write(ctx->db, erase, &e, ctx->err))
		return false;
	report_erased(ctx, &e.done);
	return true;
}

/* ---- retention ---- */

struct setting {
	int64_t plan_id, months;
	const struct privacy_purpose *purpose;
	const char *reason;
};

static bool set(struct db_conn *tx, void *arg, struct err *err)
{
	const struct setting *s = arg;
	return privacy_set_months(tx, s->plan_id, s->purpose, s->months, s->reason, 0, err);
}

static bool list_periods(struct command_context *ctx, struct db_conn *c, int64_t plan_id)
{
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < privacy_purposes_len; i++) {
		const struct privacy_purpose *p = &privacy_purposes[i];
		int64_t months;
		const char *reason;
		if (!p->counted)
			continue;
		if (!privacy_months(c, ctx->arena, plan_id, p, &months, &reason, ctx->err))
			return false;
		if (ctx->json) {
			json_put_object(&j, NULL);
			json_put_string(&j, "purpose", p->code);
			json_put_i64(&j, "months", months);
			json_put_string(&j, "reason", reason);
			json_put_end(&j);
		} else {
			out_format(ctx->out, "%s: %lld months from %s. %s\n", p->code, (long long)months, p->counted, reason);
		}
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

bool privacy_run_retention(struct command_context *ctx)
{
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && (ctx->n_args > 1 || list_periods(ctx, c, plan.id));
	db_reader_done(c);
	if (!ok || ctx->n_args == 1)
		return ok;
	struct setting s = { .plan_id = plan.id, .purpose = privacy_purpose(ctx->args[1]), .reason = str_or(option(ctx, "reason"), "") };
	if (!s.purpose || !s.purpose->counted || !s.purpose->of_plan)
		return err_input(ctx->err, "\"%s\" has no period in a plan; contact and request have", ctx->args[1]);
	if (ctx->n_args < 3 || !str_to_i64(ctx->args[2], &s.months) || s.months < 1 || s.months > PRIVACY_MONTHS_MAX)
		return err_input(ctx->err, "Write the months as a number from 1 to %d", PRIVACY_MONTHS_MAX);
	if (!*s.reason)
		return err_input(ctx->err, "Say why with --reason");
	return db_write(ctx->db, set, &s, ctx->err);
}

/* ---- purge ---- */

struct purging {
	struct arena *arena;
	struct privacy_purged counts;
};

static bool purge(struct db_conn *tx, void *arg, struct err *err)
{
	struct purging *p = arg;
	return privacy_purge(tx, p->arena, clock_now(), &p->counts, err);
}

static void report_purged(struct command_context *ctx, const struct privacy_purged *n)
{
	const struct {
		const char *code, *what;
		int64_t n;
	} counts[] = {
		{ "contacts", "addresses of senders", n->contacts }, { "sessions", "sessions", n->sessions },
		{ "invitations", "invitations", n->invitations }, { "forms", "tokens of forms", n->forms },
		{ "accounts", "disabled accounts", n->accounts }, { "requests", "requests about personal data", n->requests },
	};
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_object(&j, NULL);
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		if (ctx->json)
			json_put_i64(&j, counts[i].code, counts[i].n);
		else
			out_format(ctx->out, "%lld %s\n", (long long)counts[i].n, counts[i].what);
	}
	if (ctx->json)
		json_put_end(&j);
}

bool privacy_run_purge(struct command_context *ctx)
{
	struct purging p = { .arena = ctx->arena };
	if (option(ctx, "dry-run")) {
		struct db_conn *c = db_reader(ctx->db, ctx->err);
		bool ok = c && privacy_purge_count(c, ctx->arena, clock_now(), &p.counts, ctx->err);
		db_reader_done(c);
		if (!ok)
			return false;
	} else if (!db_write(ctx->db, purge, &p, ctx->err)) {
		return false;
	}
	report_purged(ctx, &p.counts);
	return true;
}
