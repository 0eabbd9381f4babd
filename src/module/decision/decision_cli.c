/* planverk decision record, list, withdraw, state, paper. */
#include "module/decision/decision_internal.h"

#include "base/file.h"
#include "http/language.h"

#define TEMPLATE_MAX ((size_t)20 << 20)

struct db_conn *decision_open_book(struct command_context *ctx, struct decision_book *book)
{
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	if (c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && decision_load(c, ctx->arena, plan.id, book, ctx->err))
		return c;
	db_reader_done(c);
	return NULL;
}

bool decision_date_option(struct command_context *ctx, const char *name, struct date *date)
{
	const char *text = option(ctx, name);
	return !text || date_parse(text, date) || err_input(ctx->err, "--%s takes a date, such as 2026-01-15", name);
}

/* ---- decision record ---- */

struct recording {
	struct command_context *ctx;
	struct decision decision;
};

static bool record(struct db_conn *tx, void *arg, struct err *err)
{
	struct recording *r = arg;
	return decision_record(tx, r->ctx->arena, &r->decision, err);
}

static bool version_option(struct command_context *ctx, struct db_conn *c, const struct decision_book *book, const char *name,
                           bool *has, struct digest *digest)
{
	const char *text = option(ctx, name);
	*has = text;
	return !text || decision_find_version(c, ctx->arena, book, text, digest, ctx->err);
}

static bool read_options(struct command_context *ctx, struct db_conn *c, const struct decision_book *book, struct decision *d)
{
	struct body body;
	const char *kind = str_or(option(ctx, "kind"), "");
	*d = (struct decision){ .plan_id = book->plan.id, .kind = decision_kind_parse(kind), .on = date_at(clock_now()),
	                        .reference = str_or(option(ctx, "reference"), ""), .unanimous = option(ctx, "unanimous"),
	                        .reason = str_or(option(ctx, "reason"), ""), .changes = str_or(option(ctx, "changes"), ""),
	                        .revise = str_or(option(ctx, "revise"), "") };
	if (d->kind == DECISION_KINDS)
		return err_input(ctx->err, "--kind takes fix_programme, send_out, propose, adopt, reject, revise or other");
	if (!body_find(c, ctx->arena, book->plan.id, ctx->args[1], &body, ctx->err))
		return false;
	d->body_id = body.id;
	return decision_date_option(ctx, "on", &d->on) && option_i64(ctx, "for", -1, 0, INT32_MAX, &d->votes_for)
	       && option_i64(ctx, "against", -1, 0, INT32_MAX, &d->votes_against)
	       && version_option(ctx, c, book, "version", &d->has_version, &d->digest)
	       && version_option(ctx, c, book, "changed", &d->has_changed, &d->changed);
}

bool decision_run_record(struct command_context *ctx)
{
	struct recording r = { .ctx = ctx };
	struct decision_book book;
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && read_options(ctx, c, &book, &r.decision);
	db_reader_done(c);
	if (!ok || !db_write(ctx->db, record, &r, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "decision", r.decision.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The decision is recorded as number %lld.\n", (long long)r.decision.id);
	}
	return true;
}

/* ---- decision withdraw ---- */

struct withdrawing {
	struct command_context *ctx;
	int64_t plan_id, id;
	const char *reason;
};

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	const struct withdrawing *w = arg;
	return decision_withdraw(tx, w->ctx->arena, w->plan_id, w->id, w->reason, 0, err);
}

bool decision_run_withdraw(struct command_context *ctx)
{
	struct withdrawing w = { .ctx = ctx, .reason = str_or(option(ctx, "reason"), "") };
	struct decision_book book;
	struct db_conn *c = decision_open_book(ctx, &book);
	db_reader_done(c);
	if (!c)
		return false;
	if (!str_to_i64(ctx->args[1], &w.id))
		return err_input(ctx->err, "\"%s\" is no number of a decision; `planverk decision list` has them", ctx->args[1]);
	w.plan_id = book.plan.id;
	if (!db_write(ctx->db, withdraw, &w, ctx->err))
		return false;
	out_text(ctx->out, ctx->json ? "{}\n" : "The decision is withdrawn; it stays in the list, with the reason.\n");
	return true;
}

/* ---- decision list ---- */

static void put_hash(struct json *j, const char *key, bool has, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(digest, hex);
	json_put_string(j, key, has ? hex : NULL);
}

static void put_votes(struct json *j, const char *key, int64_t n)
{
	if (n < 0)
		json_put_null(j, key);
	else
		json_put_i64(j, key, n);
}

static void put_decision(struct json *j, struct arena *a, const struct decision_book *book, const struct decision *d)
{
	const struct body *body = decision_body(book, d->body_id);
	json_put_object(j, NULL);
	json_put_i64(j, "id", d->id);
	json_put_string(j, "body", body ? body->name : "");
	json_put_string(j, "kind", decision_kinds[d->kind].code);
	json_put_string(j, "on", date_iso(a, d->on));
	json_put_string(j, "reference", d->reference);
	put_votes(j, "for", d->votes_for);
	put_votes(j, "against", d->votes_against);
	json_put_bool(j, "unanimous", d->unanimous);
	put_hash(j, "version", d->has_version, &d->digest);
	put_hash(j, "changed", d->has_changed, &d->changed);
	json_put_string(j, "reason", d->reason);
	json_put_string(j, "changes", d->changes);
	json_put_string(j, "revise", d->revise);
	json_put_string(j, "withdrawn", d->withdrawn ? d->withdrawal : NULL);
	json_put_end(j);
}

static void write_decision(struct out *o, struct arena *a, const struct decision_book *book, const struct decision *d)
{
	const struct body *body = decision_body(book, d->body_id);
	const struct version *v = d->has_version ? decision_version(book, decision_digest(d)) : NULL;
	out_format(o, "%lld  %s  %s: %s%s%s%s%s%s\n", (long long)d->id, date_iso(a, d->on), body ? body->name : "",
	           decision_kinds[d->kind].code, v ? " " : "", v ? v->name : "", d->has_changed ? " (changed text)" : "",
	           d->withdrawn ? ", withdrawn: " : "", d->withdrawal);
}

bool decision_run_list(struct command_context *ctx)
{
	struct decision_book book;
	struct db_conn *c = decision_open_book(ctx, &book);
	db_reader_done(c);
	if (!c)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "decisions");
	}
	for (size_t i = 0; i < book.n; i++)
		if (ctx->json)
			put_decision(&j, ctx->arena, &book, &book.list[i]);
		else
			write_decision(ctx->out, ctx->arena, &book, &book.list[i]);
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (book.n == 0) {
		out_text(ctx->out, "Nothing has been decided on the plan yet; `planverk decision record` records a decision.\n");
	}
	return true;
}

/* ---- decision state ---- */

static void put_adopters(struct json *j, const struct decision_book *book, size_t version)
{
	json_put_array(j, "adopted_by");
	for (size_t k = 0; k < book->n_authorities; k++) {
		const struct body *body = decision_body(book, book->authorities[k]);
		if (book->standing.stances[k] == (long)version && body)
			json_put_string(j, NULL, body->name);
	}
	json_put_end(j);
}

static void state_json(struct command_context *ctx, const struct decision_book *book, struct date until)
{
	const struct decision_standing *s = &book->standing;
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "state", decision_states[s->state].code);
	json_put_i64(&j, "authorities", (int64_t)book->n_authorities);
	put_hash(&j, "in_force", s->in_force >= 0, s->in_force >= 0 ? &s->versions[s->in_force].digest : &(struct digest){ 0 });
	json_put_string(&j, "in_force_since", s->completed_by >= 0 ? date_iso(ctx->arena, book->list[s->completed_by].on) : NULL);
	json_put_string(&j, "objection_until", until.year ? date_iso(ctx->arena, until) : NULL);
	json_put_array(&j, "versions");
	for (size_t v = 0; v < s->n_versions; v++) {
		const struct version *version = decision_version(book, &s->versions[v].digest);
		json_put_object(&j, NULL);
		put_hash(&j, "hash", true, &s->versions[v].digest);
		json_put_string(&j, "name", version ? version->name : "");
		json_put_string(&j, "state", decision_states[s->versions[v].state].code);
		put_adopters(&j, book, v);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

static void state_text(struct command_context *ctx, const struct decision_book *book, struct date until)
{
	const struct decision_standing *s = &book->standing;
	out_format(ctx->out, "The plan: %s\n", decision_states[s->state].code);
	for (size_t v = 0; v < s->n_versions; v++) {
		const struct version *version = decision_version(book, &s->versions[v].digest);
		out_format(ctx->out, "%s  %s%s, adopted by %zu of %zu\n", version ? version->name : "", decision_states[s->versions[v].state].code,
		           (long)v == s->in_force ? " (in force)" : "", s->versions[v].adopted_by, book->n_authorities);
	}
	if (until.year)
		out_format(ctx->out, "The ministry can announce changes until %s.\n", date_iso(ctx->arena, until));
}

bool decision_run_state(struct command_context *ctx)
{
	struct decision_book book;
	struct recipient *told = NULL;
	size_t n = 0;
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && (book.standing.in_force < 0
	                || recipient_list(c, ctx->arena, book.plan.id, &book.standing.versions[book.standing.in_force].digest, &told, &n, ctx->err));
	db_reader_done(c);
	if (!ok)
		return false;
	(ctx->json ? state_json : state_text)(ctx, &book, recipient_objection_until(told, n));
	return true;
}

/* ---- decision paper ---- */

static bool write_template(struct command_context *ctx, const char *path)
{
	struct file_writer *file = file_create(ctx->arena, path, ctx->err);
	if (!file)
		return false;
	struct out o = out_file(file_stream(file));
	return decision_paper_template(ctx->arena, &o, ctx->err) && file_commit(file, ctx->err);
}

/* The authority's own template, or the one that there is. */
static bool read_template(struct command_context *ctx, struct span *bytes, const char **name)
{
	*name = str_or(option(ctx, "template"), "template.docx");
	if (option(ctx, "template"))
		return file_read(ctx->arena, *name, TEMPLATE_MAX, bytes, ctx->err);
	struct out o = out_memory(ctx->arena);
	if (!decision_paper_template(ctx->arena, &o, ctx->err))
		return false;
	*bytes = (struct span){ out_string(&o), o.n };
	return true;
}

static bool find_versions(struct command_context *ctx, struct db_conn *c, const struct decision_book *book, struct decision_paper *p)
{
	struct digest digest;
	const char *since = option(ctx, "since");
	if (!decision_find_version(c, ctx->arena, book, str_or(option(ctx, "version"), ""), &digest, ctx->err))
		return false;
	p->version = decision_version(book, &digest);
	p->since = decision_version_before(book, p->version);
	if (since && decision_find_version(c, ctx->arena, book, since, &digest, ctx->err))
		p->since = decision_version(book, &digest);
	return !since || p->since;
}

bool decision_run_paper(struct command_context *ctx)
{
	struct decision_book book;
	struct body body;
	struct span bytes;
	const char *name, *to = option(ctx, "output");
	struct decision_paper p = { .book = &book, .body = &body, .on = date_at(clock_now()), .reference = str_or(option(ctx, "reference"), ""),
	                            .recommendation = str_or(option(ctx, "recommendation"), ""), .lang = LANG_NB };
	if (option(ctx, "write-template"))
		return write_template(ctx, option(ctx, "write-template"));
	if (ctx->n_args < 2 || !to || !option(ctx, "version"))
		return err_input(ctx->err, "PLAN, BODY, --version and -o FILE.docx are needed; --write-template FILE makes a template");
	struct db_conn *c = decision_open_book(ctx, &book);
	bool ok = c && body_find(c, ctx->arena, book.plan.id, ctx->args[1], &body, ctx->err) && find_versions(ctx, c, &book, &p)
	          && decision_date_option(ctx, "on", &p.on) && read_template(ctx, &bytes, &name);
	if (ok)
		lang_parse(book.plan.language, &p.lang);
	struct file_writer *file = ok ? file_create(ctx->arena, to, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	ok = file && decision_paper_write(c, ctx->arena, &p, bytes, name, &o, ctx->err);
	db_reader_done(c);
	return ok && file_commit(file, ctx->err);
}
