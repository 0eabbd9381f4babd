/*
 * Consultations: a plan is laid out, people answer, and each can follow what became of it.
 *
 * A consultation goes from draft to announced, by the clock to open and closed, and then by
 * a person's word to weighed and concluded. The texts that people send become contributions;
 * a statement ties those together that came at once, behind a receipt whose link is a secret.
 */
#ifndef PLANVERK_CONSULTATION_H
#define PLANVERK_CONSULTATION_H

#include "module.h"
#include "base/clock.h"
#include "base/hash.h"
#include "module/contribution/contribution.h"
#include "module/file/file.h"
#include "module/plan/plan.h"

/* Plan- og bygningsloven section 8-3 (and 4-1 for the programme): at least six weeks. */
#define CONSULTATION_LEGAL_DAYS 42
#define CONSULTATION_QUESTIONS 40 /* at most */
#define CONSULTATION_CHOICES 20   /* at most, of one question */
#define CONSULTATION_SCALE 5

enum consultation_kind { CONSULTATION_PROGRAMME, CONSULTATION_PLAN, CONSULTATION_INPUT, CONSULTATION_KINDS };
struct consultation_kind_name {
	const char *code, *name;
	bool legal; /* six weeks are demanded */
};
extern const struct consultation_kind_name consultation_kinds[CONSULTATION_KINDS];

enum consultation_state {
	CONSULTATION_DRAFT, CONSULTATION_ANNOUNCED, CONSULTATION_OPEN, CONSULTATION_CLOSED,
	CONSULTATION_WEIGHED, CONSULTATION_CONCLUDED, CONSULTATION_STATES
};
/* Codes, and English names for tr_name(). */
struct consultation_state_name {
	const char *code, *name;
};
extern const struct consultation_state_name consultation_states[CONSULTATION_STATES];

enum question_kind { QUESTION_TEXT, QUESTION_CHOICE, QUESTION_SCALE, QUESTION_KINDS };

struct question {
	int64_t id;
	enum question_kind kind;
	const char *text;
	bool required;
	const char **choices; /* of a choice, in order */
	size_t n_choices;
};

struct consultation {
	int64_t id, plan_id; /* id 0: none */
	enum consultation_kind kind;
	const char *title, *intro;
	struct date opens, closes; /* closes has no year where there is no end */
	enum consultation_state stored; /* draft, announced, weighed or concluded */
	struct question *questions;
	size_t n_questions;
};

/* The state at a moment: what is announced is open from the first moment of its first day to the
 * last of its last one, in Europe/Oslo. */
enum consultation_state consultation_state_at(const struct consultation *c, int64_t now);

/* With its questions; id 0 where there is none. */
bool consultation_get(struct db_conn *c, struct arena *a, int64_t id, struct consultation *found, struct err *err);
/* Those of a plan by their first day, without questions. */
bool consultation_list(struct db_conn *c, struct arena *a, int64_t plan_id,
                       struct consultation **list, size_t *n, struct err *err);

/*
 * Reads questions as a planner writes them, a line each:
 *
 *	What should come first? *        a text; the star demands an answer
 *	Do you agree with goal 2? (1-5)  a scale
 *	Which of these matters most?     a choice among the lines that follow with "- "
 *	- transport
 *	- skills
 *
 * NULL, or an English sentence for tr_name() about what is wrong on *line.
 */
const char *consultation_parse_questions(struct arena *a, struct span text, struct question **list, size_t *n,
                                         long *line);
/* The same, written: what is read back is equal. */
const char *consultation_write_questions(struct arena *a, const struct question *list, size_t n);

/* What is wrong with a consultation: the field, and an English sentence for tr_name(). Returns
 * how many; at most CONSULTATION_PROBLEMS. */
#define CONSULTATION_PROBLEMS 4
struct consultation_problem {
	const char *field, *message;
};
size_t consultation_check(const struct consultation *c, struct consultation_problem list[CONSULTATION_PROBLEMS]);

/*
 * Within db_write(), and journalled: adds a draft (id 0, which is filled), or changes a consultation.
 * *refused is an English sentence for tr_name() where its state does not allow that, and then
 * nothing has been done: questions stand fast from the announcement on, and a period may then only
 * be made longer.
 */
bool consultation_save(struct db_conn *tx, struct arena *a, struct consultation *c, int64_t now, int64_t by,
                       const char **refused, struct err *err);
/* Moves one to announced, weighed or concluded, or, before it has opened, back to a draft. */
bool consultation_move(struct db_conn *tx, struct arena *a, int64_t id, enum consultation_state to, int64_t now,
                       int64_t by, const char **refused, struct err *err);

/* Within db_write(): mails those who left an address with any of these contributions that it has
 * been answered; one mail for each statement. */
bool consultation_tell_answered(struct db_conn *tx, struct arena *a, const int64_t *contributions, size_t n, struct err *err);

/* ---- Statements ---- */

/* What a receipt's link carries: 64 hexadecimal digits. */
#define RECEIPT_SIZE DIGEST_HEX_SIZE

struct answer {
	size_t question;  /* index into the consultation's questions */
	const char *text; /* of a text; "" for none */
	int64_t value;    /* of a choice or scale; 0 for none */
	int64_t contribution_id; /* once received */
};

struct statement {
	int64_t id, sent_at;
	const char *organisation, *area;
	const char *email; /* one that notice_address() gave, or "" */
	enum lang lang;    /* for mail */
	bool publish;
	struct answer *answers;
	size_t n_answers;
	const struct file_source *sources; /* to be kept with it */
	struct file *files;                /* that came with it */
	size_t n_sources, n_files;
};

/* Within db_write(): keeps a statement and makes its texts contributions. The token is the
 * receipt's. The caller has seen that the consultation is open. */
bool statement_receive(struct db_conn *tx, struct arena *a, const struct consultation *c,
                       struct statement *s, const char *token, int64_t now, struct err *err);

/* Why nobody can answer at this moment, an English sentence for tr_name(); NULL while it is open. */
const char *consultation_why_not(const struct consultation *c, int64_t now);
/* The field of a question, by the name "q1" for the first one. Where an answer is not demanded yet,
 * because a draft is saved, the browser asks for none. */
const char *consultation_field(struct request *rq, size_t question);
void consultation_write_question(struct request *rq, const struct question *q, const char *name, const char *value,
                                 bool demanded);
/* Reads one from the form that was sent; false where there is no answer. What is wrong becomes a form_problem(). */
bool consultation_read_answer(struct request *rq, const struct question *q, const char *name, bool demanded,
                              struct answer *answer);
/* Reads the files of the field "files" into a statement, borrowed from sources; what is wrong becomes a form_problem().
 * False on failure. */
bool consultation_read_files(struct request *rq, const struct consultation *c, struct statement *s,
                             struct file_source sources[FILES_MOST]);
/* A new receipt's token, which follows from the form's: the same form sent twice has one receipt. */
const char *consultation_receipt_token(struct request *rq);

/* ---- Recipients ---- */

enum invitee_kind {
	INVITEE_STATE, INVITEE_COUNTY, INVITEE_MUNICIPALITY, INVITEE_ORGANISATION, INVITEE_OTHER, INVITEE_KINDS
};
struct invitee_kind_name {
	const char *code, *name;
};
extern const struct invitee_kind_name invitee_kinds[INVITEE_KINDS];

/* One whom a consultation is sent to. */
struct invitee {
	int64_t id;
	enum invitee_kind kind;
	const char *name, *email; /* email "" where it is sent otherwise */
	struct date told;         /* no year before it was sent */
};
bool consultation_invitees(struct db_conn *c, struct arena *a, int64_t consultation_id, struct invitee **list, size_t *n,
                             struct err *err);

/* ---- The person behind a statement ---- */

/* The statement behind a receipt's link; 0 where there is none. */
bool consultation_receipt(struct db_conn *c, const char *token, int64_t *statement_id, int64_t *plan_id, struct err *err);
/* What looks like an address that mail could be sent to; "" counts as none given. */
bool consultation_contact_ok(const char *email);

/* All within db_write(), and journalled without names and addresses. by: the user who does it, 0 for
 * who holds the receipt, or the operator. */
/* Another address to get in touch by, "" for none. */
bool consultation_set_contact(struct db_conn *tx, int64_t statement_id, const char *email, int64_t by, struct err *err);
/* Another name that it was sent in, "" for none. */
bool consultation_set_sender(struct db_conn *tx, int64_t statement_id, const char *organisation, int64_t by, struct err *err);
/* It and its texts are no longer for publication. */
bool consultation_withdraw(struct db_conn *tx, struct arena *a, int64_t statement_id, int64_t by, struct err *err);
/* Takes sender, area and contact away and withdraws it. The texts stay. */
bool consultation_anonymise(struct db_conn *tx, struct arena *a, int64_t statement_id, int64_t by, struct err *err);

extern const struct module consultation_module;

#endif
