/*
 * Letters and e-mails: what does not come by a form is registered by somebody who works with the plan.
 *
 * The text becomes a contribution, like everything else that is said; the original is kept as a file
 * beside it, with what was attached. What comes after a consultation has closed is taken for a
 * reason only, and the reason is kept.
 */
#ifndef PLANVERK_INTAKE_H
#define PLANVERK_INTAKE_H

#include "base/clock.h"
#include "module.h"
#include "module/consultation/consultation.h"
#include "module/file/file.h"

enum intake_medium { INTAKE_LETTER, INTAKE_EMAIL, INTAKE_MEDIA };
struct intake_medium_name {
	const char *code, *name; /* the name in English, for tr_name() */
};
extern const struct intake_medium_name intake_media[INTAKE_MEDIA];

/* What can be read from an original. */
struct intake_letter {
	const char *text;    /* "" where there is none */
	const char *subject; /* of an e-mail, else "" */
	const char *sender;  /* of an e-mail: name or address; else "" */
	struct date sent;    /* of an e-mail; no year where it does not say */
	struct file_source *attachments; /* of an e-mail: those that are files that we keep */
	size_t n_attachments, left;      /* left: others, which stay in the e-mail only */
};

/* The text of a file: DOCX, PDF (by pdftotext, in a process with limits) or e-mail. Every other kind has none. *refused
 * is an English sentence for tr_name() where it cannot be read, or NULL. Attachments last as long as the arena. */
bool intake_read(struct arena *a, const struct file_source *source, struct intake_letter *letter, const char **refused,
                 struct err *err);

struct intake {
	int64_t id, contribution_id;
	int64_t plan_id, consultation_id; /* consultation 0: none */
	enum intake_medium medium;
	const char *sender, *organisation; /* organisation "": it speaks for none */
	const char *ref;                   /* the case's own number, or "" */
	const char *topic, *text;
	struct date dated, received;       /* dated has no year where the letter has no date */
	const char *late_reason;           /* kept where it is late */
	bool publish;
	int64_t by, registered_at;         /* by 0: a command */
	const struct file_source *files;   /* the original first */
	int64_t original_id;               /* the original's number where it is kept already, else 0 */
	size_t n_files;
};

/* Whether it came after the last day of a consultation. */
bool intake_is_late(const struct intake *i, const struct consultation *c);

/* What is wrong: the field ("sender", "received", …) and an English sentence for tr_name(); message NULL where
 * nothing is. c is the consultation that it answers, or NULL. */
struct intake_problem {
	const char *field, *message;
};
struct intake_problem intake_check(const struct intake *i, const struct consultation *c, struct date today);

/* Within db_write(): keeps one that was checked, and journals it without its sender; fills id and contribution_id. The
 * same original of the same sender and day is ERR_CONFLICT. */
bool intake_add(struct db_conn *tx, struct arena *a, struct intake *i, const struct consultation *c, struct err *err);

/* Those of a plan, newest first, without texts and files. */
bool intake_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct intake **list, size_t *n, struct err *err);
/* How a contribution came in; id 0 where it was not registered by hand. */
bool intake_of(struct db_conn *c, struct arena *a, int64_t contribution_id, struct intake *found, struct err *err);

extern const struct module intake_module;

#endif
