/* Decisions: reading, recording, withdrawing, verifying. */
#include "module/decision/decision_internal.h"

#include "db/journal.h"
#include "ui/translate.h"

const struct decision_kind_rule decision_kinds[DECISION_KINDS] = {
	[DECISION_FIX_PROGRAMME] = { "fix_programme", N_("Fixed the planning programme"), MANDATE_FIX_PROGRAMME, false, "§ 4-1" },
	[DECISION_SEND_OUT] = { "send_out", N_("Sent out for consultation"), MANDATE_SEND_OUT, false, "§ 8-3" },
	[DECISION_PROPOSE] = { "propose", N_("Proposed for adoption"), MANDATE_PROPOSE, true, "§ 8-4" },
	[DECISION_ADOPT] = { "adopt", N_("Adopted"), MANDATE_ADOPT, true, "§ 8-4" },
	[DECISION_REJECT] = { "reject", N_("Rejected"), MANDATE_ADOPT, true, "§ 8-4" },
	[DECISION_REVISE] = { "revise", N_("Assessed the need to revise"), MANDATE_REVISE, false, "§ 8-1" },
	[DECISION_OTHER] = { "other", N_("Another decision"), BODY_MANDATES, false, "" },
};

const struct body_name decision_states[DECISION_STATES] = {
	[DECISION_DRAFT] = { "draft", N_("Draft") },
	[DECISION_SENT_OUT] = { "sent_out", N_("Sent out for consultation") },
	[DECISION_PROPOSED] = { "proposed", N_("Proposed for adoption") },
	[DECISION_REJECTED] = { "rejected", N_("Rejected") },
	[DECISION_ADOPTED_BY_SOME] = { "adopted_by_one", N_("Adopted by one, not yet by all") },
	[DECISION_DIVERGING] = { "diverging", N_("Adopted in different versions") },
	[DECISION_ADOPTED_BY_ALL] = { "adopted_by_all", N_("Adopted by all, and in force") },
	[DECISION_REPLACED] = { "replaced", N_("Replaced by another version") },
};

enum decision_kind decision_kind_parse(const char *code)
{
	enum decision_kind k = 0;
	while (k < DECISION_KINDS && !str_eq(decision_kinds[k].code, code))
		k++;
	return k;
}

/* ---- Reading ---- */

bool decision_digest_column(struct db_stmt *st, int column, struct arena *a, struct digest *digest)
{
	size_t n;
	const void *bytes = db_blob(st, column, a, &n);
	if (n == DIGEST_SIZE)
		memcpy(digest->byte, bytes, n);
	return n == DIGEST_SIZE;
}

static int64_t votes(struct db_stmt *st, int column)
{
	return db_is_null(st, column) ? -1 : db_i64(st, column);
}

static bool load_list(struct db_conn *c, struct arena *a, struct decision_book *book, struct err *err)
{
	VEC(struct decision) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.id, d.body_id, d.kind, d.decided_on, d.reference, d.votes_for, d.votes_against, d.unanimous, d.digest, "
		"  d.changed_digest, d.reason, d.changes, d.revise, d.recorded_by, d.recorded_at, w.decision_id, coalesce(w.reason, ''), "
		"  coalesce(w.withdrawn_at, 0) "
		"FROM decision d LEFT JOIN decision_withdrawal w ON w.decision_id = d.id "
		"WHERE d.plan_id = $plan ORDER BY d.decided_on, d.id"));
	db_bind_i64(st, "$plan", book->plan.id);
	while (db_step(st)) {
		struct decision *d = VEC_PUSH(a, &found);
		enum decision_kind kind = decision_kind_parse(db_text(st, 2, a));
		*d = (struct decision){
			.id = db_i64(st, 0), .plan_id = book->plan.id, .body_id = db_i64(st, 1), .kind = kind < DECISION_KINDS ? kind : DECISION_OTHER,
			.reference = db_text(st, 4, a), .votes_for = votes(st, 5), .votes_against = votes(st, 6), .unanimous = db_i64(st, 7),
			.reason = db_text(st, 10, a), .changes = db_text(st, 11, a), .revise = db_text(st, 12, a), .by = db_i64(st, 13),
			.recorded_at = db_i64(st, 14), .withdrawn = !db_is_null(st, 15), .withdrawal = db_text(st, 16, a),
			.withdrawn_at = db_i64(st, 17) };
		date_parse(db_text(st, 3, a), &d->on);
		d->has_version = decision_digest_column(st, 8, a, &d->digest);
		d->has_changed = decision_digest_column(st, 9, a, &d->changed);
	}
	book->list = found.v;
	book->n = found.n;
	return db_finish(st, err);
}

bool decision_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct decision_book *book, struct err *err)
{
	*book = (struct decision_book){ 0 };
	if (!plan_get(c, a, plan_id, &book->plan, err) || !body_list(c, a, plan_id, &book->bodies, &book->n_bodies, err)
	    || !version_list(c, a, plan_id, &book->versions, &book->n_versions, err) || !load_list(c, a, book, err))
		return false;
	book->authorities = arena_array(a, book->n_bodies, sizeof *book->authorities);
	for (size_t i = 0; i < book->n_bodies; i++)
		if (body_may(&book->bodies[i], MANDATE_ADOPT))
			book->authorities[book->n_authorities++] = book->bodies[i].id;
	book->standing = decision_standing_of(a, book->list, book->n, book->authorities, book->n_authorities);
	return true;
}

const struct body *decision_body(const struct decision_book *book, int64_t body_id)
{
	for (size_t i = 0; i < book->n_bodies; i++)
		if (book->bodies[i].id == body_id)
			return &book->bodies[i];
	return NULL;
}

const struct version *decision_version(const struct decision_book *book, const struct digest *digest)
{
	for (size_t i = 0; i < book->n_versions; i++)
		if (digest_eq(&book->versions[i].digest, digest))
			return &book->versions[i];
	return NULL;
}

enum decision_state decision_state_of(const struct decision_book *book, const struct digest *digest)
{
	for (size_t v = 0; v < book->standing.n_versions; v++)
		if (digest_eq(&book->standing.versions[v].digest, digest))
			return book->standing.versions[v].state;
	return DECISION_DRAFT;
}

const char *decision_adopters(struct arena *a, const struct decision_book *book, const struct digest *digest)
{
	struct out names = out_memory(a);
	for (size_t k = 0; k < book->n_authorities; k++) {
		long stance = book->standing.stances[k];
		if (stance >= 0 && digest_eq(&book->standing.versions[stance].digest, digest))
			out_format(&names, "%s%s", names.total ? ", " : "", decision_body(book, book->authorities[k])->name);
	}
	return out_string(&names);
}

/* ---- Finding a version ---- */

#define HASH_SHORTEST 8 /* digits */

static bool is_called(const struct version *v, const char *name_or_hash)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&v->digest, hex);
	return str_eq(v->name, name_or_hash) || (strlen(name_or_hash) >= HASH_SHORTEST && str_starts(hex, name_or_hash));
}

/* The plan that a version by that name or hash is of instead, for the error; "" for none. */
static bool find_elsewhere(struct db_conn *c, struct arena *a, int64_t but, const char *name_or_hash, const char **title, struct err *err)
{
	struct plan *plans;
	size_t n_plans;
	*title = "";
	if (!plan_list(c, a, &plans, &n_plans, err))
		return false;
	for (size_t p = 0; p < n_plans; p++) {
		struct version *list;
		size_t n;
		if (!version_list(c, a, plans[p].id, &list, &n, err))
			return false;
		for (size_t i = 0; plans[p].id != but && i < n; i++)
			if (is_called(&list[i], name_or_hash))
				*title = plans[p].title;
	}
	return true;
}

bool decision_find_version(struct db_conn *c, struct arena *a, const struct decision_book *book, const char *name_or_hash,
                           struct digest *digest, struct err *err)
{
	const struct version *found = NULL;
	const char *elsewhere;
	for (size_t i = 0; i < book->n_versions; i++) {
		if (!is_called(&book->versions[i], name_or_hash))
			continue;
		if (found && !digest_eq(&found->digest, &book->versions[i].digest))
			return err_input(err, "Several versions are called or begin with \"%s\"; write the whole hash", name_or_hash);
		found = &book->versions[i];
	}
	if (found) {
		*digest = found->digest;
		return true;
	}
	if (!find_elsewhere(c, a, book->plan.id, name_or_hash, &elsewhere, err))
		return false;
	return *elsewhere ? err_conflict(err, "The version \"%s\" is of another plan, \"%s\"", name_or_hash, elsewhere)
	                  : err_not_found(err, "There is no version \"%s\"; `planverk version list %s` lists them by hash and name",
	                                  name_or_hash, book->plan.slug);
}

/* ---- Recording ---- */

static void put_digest(struct json *j, const char *key, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(digest, hex);
	json_put_string(j, key, hex);
}

static bool journal(struct db_conn *tx, struct arena *a, const struct decision *d, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", d->by);
	json_put_i64(&j, "plan", d->plan_id);
	json_put_i64(&j, "body", d->body_id);
	json_put_string(&j, "kind", decision_kinds[d->kind].code);
	json_put_string(&j, "on", date_iso(a, d->on));
	json_put_string(&j, "reference", d->reference);
	json_put_i64(&j, "votes_for", d->votes_for);
	json_put_i64(&j, "votes_against", d->votes_against);
	json_put_bool(&j, "unanimous", d->unanimous);
	if (d->has_version)
		put_digest(&j, "version", &d->digest);
	if (d->has_changed)
		put_digest(&j, "changed", &d->changed);
	json_put_string(&j, "reason", d->reason);
	json_put_string(&j, "changes", d->changes);
	json_put_string(&j, "revise", d->revise);
	json_put_end(&j);
	return journal_write(tx, "decision.record", d->id, out_string(&content), err);
}

static void bind_votes(struct db_stmt *st, const char *name, int64_t n)
{
	if (n < 0)
		db_bind_null_i64(st, name);
	else
		db_bind_i64(st, name, n);
}

static bool insert(struct db_conn *tx, struct arena *a, const struct decision *d, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO decision (id, plan_id, body_id, kind, decided_on, reference, votes_for, votes_against, unanimous, digest, "
		"  changed_digest, reason, changes, revise, recorded_by, recorded_at) "
		"VALUES ($id, $plan, $body, $kind, $on, $reference, $for, $against, $unanimous, $digest, $changed, $reason, $changes, "
		"  $revise, $by, $at)"));
	db_bind_i64(st, "$id", d->id);
	db_bind_i64(st, "$plan", d->plan_id);
	db_bind_i64(st, "$body", d->body_id);
	db_bind_text(st, "$kind", decision_kinds[d->kind].code);
	db_bind_text(st, "$on", date_iso(a, d->on));
	db_bind_text(st, "$reference", d->reference);
	bind_votes(st, "$for", d->votes_for);
	bind_votes(st, "$against", d->votes_against);
	db_bind_i64(st, "$unanimous", d->unanimous);
	db_bind_blob(st, "$digest", d->has_version ? d->digest.byte : NULL, DIGEST_SIZE);
	db_bind_blob(st, "$changed", d->has_changed ? d->changed.byte : NULL, DIGEST_SIZE);
	db_bind_text(st, "$reason", d->reason);
	db_bind_text(st, "$changes", d->changes);
	db_bind_text(st, "$revise", d->revise);
	db_bind_i64(st, "$by", d->by);
	db_bind_i64(st, "$at", d->recorded_at);
	return db_finish(st, err);
}

bool decision_record(struct db_conn *tx, struct arena *a, struct decision *d, struct err *err)
{
	struct decision_book book;
	if (!decision_load(tx, a, d->plan_id, &book, err))
		return false;
	if (d->kind != DECISION_REVISE)
		d->revise = "";
	d->recorded_at = clock_now();
	struct decision_problem problem = decision_check(&book, d, date_at(d->recorded_at));
	if (problem.message)
		return err_conflict(err, "%s%s%s", problem.message, *problem.section ? " Plan- og bygningsloven " : "", problem.section);
	const char *refused = NULL;
	if (d->kind == DECISION_ADOPT && !module_refuses(tx, a, d->plan_id, "decision.adopt", &refused, err))
		return false;
	if (refused)
		return err_conflict(err, "%s", refused);
	d->id = db_new_id(tx);
	return insert(tx, a, d, err) && journal(tx, a, d, err);
}

/* ---- Withdrawing ---- */

static bool journal_withdrawal(struct db_conn *tx, struct arena *a, int64_t id, const char *reason, int64_t by, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "reason", reason);
	json_put_end(&j);
	return journal_write(tx, "decision.withdraw", id, out_string(&content), err);
}

bool decision_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by,
                       struct err *err)
{
	struct decision_book book;
	if (!*reason)
		return err_input(err, "%s", N_("Give the reason why the decision is withdrawn."));
	if (!decision_load(tx, a, plan_id, &book, err))
		return false;
	size_t i = 0;
	while (i < book.n && book.list[i].id != id)
		i++;
	if (i == book.n)
		return err_not_found(err, "The plan has no decision %lld; `planverk decision list` lists them", (long long)id);
	if (book.list[i].withdrawn)
		return err_conflict(err, "%s", N_("The decision is withdrawn already."));
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO decision_withdrawal (decision_id, reason, withdrawn_by, withdrawn_at) VALUES ($id, $reason, $by, $at)"));
	db_bind_i64(st, "$id", id);
	db_bind_text(st, "$reason", reason);
	db_bind_i64(st, "$by", by);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err) && journal_withdrawal(tx, a, id, reason, by, err);
}

/* ---- Verifying ---- */

bool decision_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err)
{
	struct plan *plans;
	size_t n_plans;
	if (!plan_list(c, a, &plans, &n_plans, err))
		return false;
	for (size_t p = 0; p < n_plans; p++) {
		struct decision_book book;
		if (!decision_load(c, a, plans[p].id, &book, err))
			return false;
		for (size_t i = 0; i < book.n; i++) {
			const struct decision *d = &book.list[i];
			if ((d->has_version && !decision_version(&book, &d->digest)) || (d->has_changed && !decision_version(&book, &d->changed)))
				problem(arg, arena_printf(a, "decision %lld: the plan has no version with its hash", (long long)d->id));
			if (!decision_body(&book, d->body_id))
				problem(arg, arena_printf(a, "decision %lld: its body is not of its plan", (long long)d->id));
		}
	}
	return true;
}
