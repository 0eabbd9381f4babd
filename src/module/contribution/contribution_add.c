/*
 * Adding contributions, all or none, each row once.
 *
 * A row is known by its key. With an identifier of its own the key is (file
 * name, identifier); without, it is (file name, everything in the row, how many
 * equal rows stood before it), so that two people who said the same are two
 * contributions while the same row in a later edition of the file is one.
 */
#include "module/contribution/contribution_internal.h"

#include "base/clock.h"
#include "base/out.h"
#include "db/journal.h"

struct adding {
	struct db_conn *tx;
	struct arena *arena;
	int64_t plan_id, import_id, ordinal;
	const char *source;
	struct strmap *events;        /* code or name -> event */
	struct strmap *organisations; /* name -> organisation */
	struct strmap *seen;          /* row -> how often it stood here */
	struct digester texts;
	struct contribution_added *result;
};

static bool load_events(struct adding *in, struct err *err)
{
	struct event *list;
	size_t n;
	if (!event_list(in->tx, in->arena, in->plan_id, &list, &n, err))
		return false;
	in->events = strmap_new(in->arena);
	for (size_t i = 0; i < n; i++) {
		*strmap_at(in->events, span_of(list[i].name), NULL) = list[i].id;
		*strmap_at(in->events, span_of(list[i].code), NULL) = list[i].id;
	}
	return true;
}

static bool find_event(struct adding *in, const char *name, int64_t *id, struct err *err)
{
	const int64_t *found = *name ? strmap_find(in->events, span_of(name)) : NULL;
	if (*name && !found)
		return err_input(err, "the plan has no event \"%s\"; import its events first with "
		                 "`planverk event import`, or correct the name", name);
	*id = found ? *found : 0;
	return true;
}

static bool find_organisation(struct adding *in, const char *name, int64_t *id, struct err *err)
{
	*id = 0;
	if (!*name)
		return true;
	bool is_new;
	int64_t *cached = strmap_at(in->organisations, span_of(name), &is_new);
	if (is_new && !organisation_named(in->tx, in->arena, name, cached, err))
		return false;
	*id = *cached;
	return true;
}

static struct digest row_key(struct adding *in, const struct contribution_row *row)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, in->source);
	digest_text(&d, row->ref);
	if (!*row->ref) {
		const char *fields[] = { row->text, row->event, row->group, row->organisation, row->topic, row->said_on };
		for (size_t i = 0; i < ARRAY_LEN(fields); i++)
			digest_text(&d, fields[i]);
		digest_i64(&d, row->node_id);
		struct digester so_far = d;
		struct digest equal = digest_end(&so_far);
		digest_i64(&d, ++*strmap_at(in->seen, (struct span){ (char *)equal.byte, DIGEST_SIZE }, NULL));
	}
	return digest_end(&d);
}

/* A row that is there already must say what it said: an original never changes. */
static bool check_unchanged(struct adding *in, const struct contribution_row *row, const struct digest *key,
                            struct err *err)
{
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"SELECT text, import_id FROM contribution WHERE plan_id = $plan AND row_key = $key"));
	db_bind_i64(st, "$plan", in->plan_id);
	db_bind_blob(st, "$key", key->byte, DIGEST_SIZE);
	bool same = true, twice = false;
	if (db_step(st)) {
		same = str_eq(db_text(st, 0, in->arena), row->text);
		twice = db_i64(st, 1) == in->import_id;
	}
	if (!db_finish(st, err))
		return false;
	if (twice)
		return err_input(err, "the identifier \"%s\" stands on two rows; give each row its own", row->ref);
	return same || err_conflict(err, "the contribution \"%s\" was imported before with another text, and originals "
	                            "are not changed; give the corrected one a new identifier", row->ref);
}

/* A contribution arrives as one remark, the whole of it. */
static bool add_remark(struct adding *in, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"INSERT INTO remark (id, plan_id, contribution_id, ordinal, text, state, answered, due_on, event_id, language, node_id) "
		"SELECT id, plan_id, id, ordinal, '', 'unanswered', 0, '', event_id, language, node_id FROM contribution WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(in->tx, SQL(
		"INSERT INTO remark_piece (remark_id, ordinal, contribution_id, first_byte, bytes) VALUES ($id, 1, $id, 0, 0)"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool add_row(struct adding *in, const struct contribution_row *row, struct err *err)
{
	int64_t id = db_new_id(in->tx), event = 0, organisation = 0, changed = 0;
	if (!find_event(in, row->event, &event, err) || !find_organisation(in, row->organisation, &organisation, err))
		return false;
	struct digest key = row_key(in, row);
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"INSERT INTO contribution (id, plan_id, import_id, ordinal, row_key, ref, line, text, event_id, "
		"  group_name, organisation_id, topic, language, said_on, publish, node_id) "
		"VALUES ($id, $plan, $import, $ordinal, $key, $ref, $line, $text, $event, "
		"  $group, $organisation, $topic, $language, $said, $publish, $node) "
		"ON CONFLICT (plan_id, row_key) DO NOTHING"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$plan", in->plan_id);
	db_bind_i64(st, "$import", in->import_id);
	db_bind_i64(st, "$ordinal", in->ordinal);
	db_bind_blob(st, "$key", key.byte, DIGEST_SIZE);
	db_bind_text(st, "$ref", row->ref);
	db_bind_i64(st, "$line", row->line);
	db_bind_text(st, "$text", row->text);
	db_bind_id(st, "$event", event);
	db_bind_text(st, "$group", row->group);
	db_bind_id(st, "$organisation", organisation);
	db_bind_text(st, "$topic", row->topic);
	db_bind_text(st, "$language", row->language);
	db_bind_text(st, "$said", row->said_on);
	db_bind_i64(st, "$publish", row->publish);
	db_bind_id(st, "$node", row->node_id);
	if (!db_finish_changed(st, &changed, err))
		return false;
	if (changed == 0) {
		in->result->known++;
		return check_unchanged(in, row, &key, err);
	}
	if (!add_remark(in, id, err))
		return false;
	in->ordinal++;
	in->result->added++;
	digest_text(&in->texts, row->text);
	return true;
}

static bool known_file(struct adding *in, const struct plan_source *source, bool *known, struct err *err)
{
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"SELECT 1 FROM contribution_import WHERE plan_id = $plan AND source_digest = $digest"));
	db_bind_i64(st, "$plan", in->plan_id);
	db_bind_blob(st, "$digest", source->digest, DIGEST_SIZE);
	*known = db_step(st);
	return db_finish(st, err);
}

/* The import's row comes first, for the contributions refer to it; its sums come last. */
static bool begin_import(struct adding *in, const struct plan_source *source, struct err *err)
{
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"INSERT INTO contribution_import (id, plan_id, source_name, source_digest, added, texts_digest, imported_at) "
		"VALUES ($id, $plan, $name, $digest, 0, $digest, $at)"));
	db_bind_i64(st, "$id", in->import_id);
	db_bind_i64(st, "$plan", in->plan_id);
	db_bind_text(st, "$name", source->name);
	db_bind_blob(st, "$digest", source->digest, DIGEST_SIZE);
	db_bind_i64(st, "$at", clock_now());
	if (!db_finish(st, err))
		return false;
	st = db_prepare(in->tx, SQL(
		"SELECT coalesce(max(ordinal), 0) + 1 FROM contribution WHERE plan_id = $plan"));
	db_bind_i64(st, "$plan", in->plan_id);
	if (db_step(st))
		in->ordinal = db_i64(st, 0);
	return db_finish(st, err);
}

static bool end_import(struct adding *in, struct err *err)
{
	struct digest texts = digest_end(&in->texts);
	struct db_stmt *st = db_prepare(in->tx, SQL(
		"UPDATE contribution_import SET added = $added, texts_digest = $texts WHERE id = $id"));
	db_bind_i64(st, "$added", in->result->added);
	db_bind_blob(st, "$texts", texts.byte, DIGEST_SIZE);
	db_bind_i64(st, "$id", in->import_id);
	if (!db_finish(st, err))
		return false;

	char hex[DIGEST_HEX_SIZE];
	digest_hex(&texts, hex);
	struct out content = out_memory(in->arena);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "source", in->source);
	json_put_i64(&j, "plan", in->plan_id);
	json_put_i64(&j, "added", in->result->added);
	json_put_string(&j, "texts", hex);
	json_put_end(&j);
	return journal_write(in->tx, "contribution.import", in->import_id, out_string(&content), err);
}

static bool count_organisations(struct db_conn *tx, int64_t *n, struct err *err)
{
	return db_get_i64(tx, SQL("SELECT count(*) FROM organisation"), n, err);
}

bool contribution_add(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct plan_source *source,
                      const struct contribution_row *rows, size_t n,
                      struct contribution_added *result, struct err *err)
{
	*result = (struct contribution_added){ 0 };
	struct adding in = { .tx = tx, .arena = a, .plan_id = plan_id, .source = source->name, .result = result,
	                     .organisations = strmap_new(a), .seen = strmap_new(a) };
	digest_begin(&in.texts);
	int64_t before, after;
	if (!known_file(&in, source, &result->same_file, err))
		return false;
	if (result->same_file) {
		result->known = (int64_t)n;
		return true;
	}
	in.import_id = db_new_id(tx);
	if (!begin_import(&in, source, err) || !load_events(&in, err) || !count_organisations(tx, &before, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!add_row(&in, &rows[i], err))
			return err_at(err, source->name, rows[i].line, 0);
	if (!count_organisations(tx, &after, err) || !end_import(&in, err))
		return false;
	result->organisations = after - before;
	return true;
}
