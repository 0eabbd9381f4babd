/* The module's tables. */
#include "module/disposition/disposition_internal.h"

#include "ui/translate.h"

/* Answers that changed a part lead to what it was merged into. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	if (what != NODE_MERGED)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE disposition SET node_id = $into WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

static const struct route routes[] = {
	{ "POST", "/remark/{remark}/disposition", disposition_web_draft, "contribution.review", 0,
	  "Drafts the answer to a remark" },
	{ "POST", "/remark/{remark}/approve", disposition_web_approve, "contribution.review", 0,
	  "Approves an answer that somebody else has drafted" },
};

static const struct panel panels[] = {
	{ "contribution", disposition_panel_contribution },
	{ "receipt", disposition_panel_receipt },
};

static const struct personal personal[] = {
	{ "disposition", "reason drafted_by approved_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module disposition_module = {
	.name = "disposition",
	.follow_node = follow_node,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.news = disposition_news,
};
