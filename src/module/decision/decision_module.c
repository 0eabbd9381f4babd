/* The module's tables. */
#include "module/decision/decision_internal.h"

#include "ui/translate.h"

static const struct option record_options[] = {
	{ "kind", "KIND", "fix_programme, send_out, propose, adopt, reject, revise or other", 0 },
	{ "on", "DATE", "the day of the decision (today)", 0 },
	{ "version", "HASH", "what the body had before it: a version's hash, at least eight digits of it, or its name", 0 },
	{ "changed", "HASH", "the version with the changed text that it adopted", 0 },
	{ "changes", "TEXT", "what it changed, in prose", 0 },
	{ "reference", "TEXT", "the case number", 0 },
	{ "for", "N", "votes for", 0 },
	{ "against", "N", "votes against", 0 },
	{ "unanimous", NULL, "nobody was against", 0 },
	{ "reason", "TEXT", "the reason, or what was decided", 0 },
	{ "revise", "YES|NO", "whether the plan needs to be revised, of --kind revise", 0 },
};
static const struct option withdraw_options[] = {
	{ "reason", "TEXT", "why: it stays in the list with the decision", 0 },
};
static const struct option paper_options[] = {
	{ "version", "HASH", "the version that the case is about, by hash or name", 0 },
	{ "since", "HASH", "the version that it is compared with (the one before it)", 0 },
	{ "on", "DATE", "the day of the meeting (today)", 0 },
	{ "reference", "TEXT", "the case number", 0 },
	{ "recommendation", "TEXT", "what is recommended", 0 },
	{ "template", "FILE", "the authority's own template (DOCX)", 0 },
	{ "write-template", "FILE", "writes the template that there is, to change", 0 },
	{ "output", "FILE", "where the paper goes (DOCX)", 'o' },
};
static const struct option told_options[] = {
	{ "kind", "KIND", "municipality, state_administrator, state_body, ministry or other", 0 },
	{ "email", "ADDRESS", "of the authority: it is told by e-mail now", 0 },
	{ "sent", "DATE", "the day when it was sent otherwise", 0 },
	{ "received", "DATE", "the day when it was received", 0 },
};
static const struct option mark_options[] = {
	{ "sent", "DATE", "the day when it was sent", 0 },
	{ "received", "DATE", "the day when it was received", 0 },
};
static const struct option question_options[] = {
	{ "kind", "KIND", "goal_conflict, delimitation, political, priority or resources", 0 },
	{ "text", "TEXT", "what is asked", 0 },
	{ "raised-by", "NAME", "who raised it", 0 },
	{ "to", "BODY", "the body that is to answer", 0 },
	{ "due", "DATE", "by when", 0 },
	{ "nodes", "LIST", "parts of the plan that it is about, by number or name, with commas between", 0 },
};
static const struct option answer_options[] = {
	{ "decision", "NUMBER", "the decision that answers it", 0 },
	{ "text", "TEXT", "the answer in words", 0 },
	{ "withdraw", NULL, "it is not asked any more; --text says why", 0 },
};

static const struct command commands[] = {
	{ "decision record", "PLAN BODY", "Record what a body has decided",
	  "A decision cannot be changed: `decision withdraw` withdraws it, and another is recorded. Where a\n"
	  "body adopted a changed text, make a version of that text first and name it with --changed.",
	  record_options, ARRAY_LEN(record_options), 2, 2, COMMAND_DB, decision_run_record },
	{ "decision list", "PLAN", "List what has been decided on a plan", NULL, NULL, 0, 1, 1, COMMAND_DB, decision_run_list },
	{ "decision withdraw", "PLAN NUMBER", "Withdraw a decision that was recorded wrongly", NULL,
	  withdraw_options, ARRAY_LEN(withdraw_options), 2, 2, COMMAND_DB, decision_run_withdraw },
	{ "decision state", "PLAN", "Show what follows from the decisions: the state of the plan and of each version",
	  "draft, sent_out, proposed, rejected, adopted_by_one, diverging, adopted_by_all, replaced.",
	  NULL, 0, 1, 1, COMMAND_DB, decision_run_state },
	{ "decision paper", "[PLAN BODY]", "Write the papers of a case for a body as DOCX",
	  "A template has {{plan}}, {{organ}}, {{versjon}}, {{hash}}, {{dato}}, {{saksnummer}}, {{sammenlignet}},\n"
	  "{{antall}}, {{horinger}}, {{innstilling}}, and, between {{#endringer}} and {{/endringer}}, for each\n"
	  "part that changed {{nummer}}, {{del}}, {{endring}}, {{for}}, {{etter}}, {{grunn}}.",
	  paper_options, ARRAY_LEN(paper_options), 0, 2, COMMAND_DB, decision_run_paper },
	{ "decision told start", "PLAN", "Begin the list of those who are told of an adopted plan",
	  "From the register of organisations: municipalities and state bodies.", NULL, 0, 1, 1, COMMAND_DB, decision_run_told_start },
	{ "decision told add", "PLAN NAME", "Add somebody who is told of an adopted plan", NULL,
	  told_options, ARRAY_LEN(told_options), 2, 2, COMMAND_DB, decision_run_told_add },
	{ "decision told mark", "PLAN NUMBER", "Keep when it was sent and received", NULL,
	  mark_options, ARRAY_LEN(mark_options), 2, 2, COMMAND_DB, decision_run_told_mark },
	{ "decision told list", "PLAN", "List those who are told of the plan in force", NULL, NULL, 0, 1, 1, COMMAND_DB, decision_run_told_list },
	{ "question list", "PLAN", "List open questions, and those that were answered", NULL, NULL, 0, 1, 1, COMMAND_DB, question_run_list },
	{ "question add", "PLAN TITLE", "Add a question that a body must answer", NULL,
	  question_options, ARRAY_LEN(question_options), 2, 2, COMMAND_DB, question_run_add },
	{ "question answer", "PLAN NUMBER", "Answer a question by a decision or in words, or withdraw it", NULL,
	  answer_options, ARRAY_LEN(answer_options), 2, 2, COMMAND_DB, question_run_answer },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/decisions", decision_web_show, "public", ROUTE_CACHE, "What has been decided on a plan, and what follows from it" },
	{ "GET", "/plan/{plan}/decisions/new", decision_web_form, "decision.record", 0, "The form for a decision" },
	{ "POST", "/plan/{plan}/decisions/new", decision_web_record, "decision.record", 0, "Records a decision" },
	{ "POST", "/decision/{decision}/withdraw", decision_web_withdraw, "decision.record", 0, "Withdraws a decision, with a reason" },
	{ "POST", "/plan/{plan}/decisions/told", decision_web_told, "decision.record", 0, "Keeps who is told of an adopted plan, and when" },
	{ "GET", "/plan/{plan}/decisions/paper", decision_web_paper_form, "plan.edit", 0, "The form for the papers of a case" },
	{ "POST", "/plan/{plan}/decisions/paper", decision_web_paper, "plan.edit", ROUTE_FILES(20), "Makes the papers of a case" },
	{ "GET", "/plan/{plan}/decisions/template", decision_web_template, "plan.edit", 0, "The template for the papers of a case" },
	{ "GET", "/plan/{plan}/questions", question_web_list, "public", ROUTE_CACHE, "What somebody must decide before the plan can go on" },
	{ "GET", "/plan/{plan}/questions/new", question_web_form, "plan.edit", 0, "The form for an open question" },
	{ "POST", "/plan/{plan}/questions/new", question_web_add, "plan.edit", 0, "Adds an open question" },
	{ "POST", "/question/{question}/answer", question_web_answer, "plan.edit", 0, "Answers an open question, or withdraws it" },
};

static const struct route_subject subjects[] = {
	{ "decision", decision_plan_of },
	{ "question", question_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", decision_panel_nav },
	{ "plan", decision_panel_plan },
	{ "consultation", decision_panel_consultation },
};

static const struct verifier verifiers[] = {
	{ "decisions on versions", decision_verify },
};

static const char kept_author[] = N_("The account is left without name and address, so that what was decided still has an author.");
static const struct personal personal[] = {
	{ "decision", "recorded_by", "account", kept_author },
	{ "decision_withdrawal", "withdrawn_by", "account", kept_author },
	{ "question", "raised_by", "account", N_("Removed; the question stays.") },
};

/* Questions about a part are about what it was merged into. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	if (what != NODE_MERGED)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM question_node WHERE node_id = $from "
		"AND question_id IN (SELECT x.question_id FROM question_node x WHERE x.node_id = $into)"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE question_node SET node_id = $into WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

const struct module decision_module = {
	.name = "decision",
	.follow_node = follow_node,
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
	.news = decision_news,
	.forget = decision_forget,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
