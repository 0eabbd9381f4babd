/* How mail is sent: what the operator has said. The password stays in a file of theirs. */
#include "module/notice/notice_internal.h"

#include "base/file.h"
#include "db/journal.h"

#define PASSWORD_FILE_MAX 4096 /* bytes */

bool notice_setting_load(struct db_conn *c, struct arena *a, struct notice_setting *s, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT smtp, sender, user_name, password_file, site, days FROM notice_setting WHERE id = 1"));
	*s = (struct notice_setting){ "", "", "", "", "", NOTICE_DAYS };
	if (db_step(st))
		*s = (struct notice_setting){ db_text(st, 0, a), db_text(st, 1, a), db_text(st, 2, a), db_text(st, 3, a),
		                              db_text(st, 4, a), db_i64(st, 5) };
	return db_finish(st, err);
}

bool notice_is_set_up(struct db_conn *c, bool *is, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT 1 FROM notice_setting"));
	*is = db_step(st);
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, const struct notice_setting *s, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "smtp", s->smtp);
	json_put_string(&j, "site", s->site);
	json_put_i64(&j, "days", s->days);
	json_put_end(&j);
	bool ok = journal_write(tx, "notice.setup", 1, out_string(&content), err);
	arena_free(a);
	return ok;
}

bool notice_setting_save(struct db_conn *tx, const struct notice_setting *s, struct err *err)
{
	if (!db_exec(tx, SQL("DELETE FROM notice_setting"), err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO notice_setting (id, smtp, sender, user_name, password_file, site, days) "
		"VALUES (1, $smtp, $sender, $user, $password, $site, $days)"));
	db_bind_text(st, "$smtp", s->smtp);
	db_bind_text(st, "$sender", s->sender);
	db_bind_text(st, "$user", s->user);
	db_bind_text(st, "$password", s->password_file);
	db_bind_text(st, "$site", s->site);
	db_bind_i64(st, "$days", s->days);
	return db_finish(st, err) && journal(tx, s, err);
}

/* smtp://host:port, without a path, a user or anything that curl would take for more. */
static bool server_is_sound(struct span s)
{
	size_t scheme = span_starts(s, "smtps://") ? 8 : span_starts(s, "smtp://") ? 7 : 0;
	if (!scheme || s.n == scheme)
		return false;
	for (size_t i = scheme; i < s.n; i++)
		if (!(s.s[i] >= 'a' && s.s[i] <= 'z') && !(s.s[i] >= '0' && s.s[i] <= '9') && !memchr(".-:[]", s.s[i], 5))
			return false;
	return true;
}

bool notice_setting_check(struct arena *a, const struct notice_setting *s, struct err *err)
{
	struct span password;
	if (!server_is_sound(span_of(s->smtp)))
		return err_input(err, "--smtp is the mail server in small letters, such as smtp://mail.example.no:587 or "
		                 "smtps://mail.example.no; not \"%s\"", s->smtp);
	if (!notice_address(a, span_of(s->sender)))
		return err_input(err, "--from is the address that mail comes from, such as plan@example.no; not \"%s\"", s->sender);
	if (!*s->user != !*s->password_file)
		return err_input(err, "--user and --password-file belong together: give both or none");
	return !*s->user || file_read(a, s->password_file, PASSWORD_FILE_MAX, &password, err);
}
