/* The page of what stands around a plan: public but for agreements; a form for who may edit the plan. */
#include "module/around/around_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

struct shown {
	struct plan plan;
	const struct plan_tree *tree;
	struct around_entry *list; /* those that the reader may see */
	size_t n;
};

static const char *here(struct request *rq, const struct plan *plan)
{
	return href(rq, "/plan/%s/around", plan->slug);
}

static bool load(struct request *rq, struct shown *x)
{
	size_t n = 0;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &x->plan, &rq->err)
	    || !around_list(rq->conn, rq->arena, x->plan.id, &x->list, &x->n, &rq->err))
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (rq->internal || around_kinds[x->list[i].kind].open)
			x->list[n++] = x->list[i];
	x->n = n;
	x->tree = plan_tree_shared(rq->conn, rq->arena, x->plan.id, &rq->err);
	return x->tree;
}

void around_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM around_entry WHERE plan_id = $plan AND withdrawn_at = 0 LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool any = db_step(st);
	if (db_finish(st, &rq->err) && (any || request_may(rq, "plan.edit", plan_id)))
		page_nav(rq, NAV_PROCESS, tr(rq, "Around the plan"), here(rq, &plan));
}

/* ---- A register ---- */

static const char *period(struct request *rq, const struct around_entry *e)
{
	if (!e->from.year && !e->to.year)
		return "";
	return arena_printf(rq->arena, "%s – %s", date_iso(rq->arena, e->from), date_iso(rq->arena, e->to));
}

static void write_entry(struct request *rq, const struct shown *x, const struct around_entry *e, bool may)
{
	long at = plan_tree_index(x->tree, e->node_id);
	row_begin(rq);
	head_text(rq, e->title);
	cell_text(rq, e->party);
	cell_begin(rq);
	if (at >= 0)
		link_to(rq, href(rq, "/node/%lld", (long long)e->node_id), x->tree->nodes[at].title);
	cell_end(rq);
	cell_text(rq, e->state ? tr_name(rq, around_states[e->state].name) : period(rq, e));
	cell_text(rq, arena_printf(rq->arena, "%s%s%s", e->reference, *e->reference && *e->note ? ". " : "", e->note));
	if (around_kinds[e->kind].fields & AROUND_AMOUNT)
		cell_figure(rq, tr_number(rq->arena, rq->lang, e->amount));
	if (may) {
		cell_begin(rq);
		form_post_begin(rq, tr_format(rq, "Withdraw %s", e->title), here(rq, &x->plan));
		field_hidden(rq, "withdraw", arena_printf(rq->arena, "%lld", (long long)e->id));
		field_input(rq, .name = "reason", .label = tr(rq, "Reason"), .required = true);
		form_end(rq, tr(rq, "Withdraw"));
		cell_end(rq);
	}
	row_end(rq);
}

static void write_register(struct request *rq, const struct shown *x, enum around_kind kind, bool may)
{
	const struct around_kind_rule *rule = &around_kinds[kind];
	struct table_column columns[7] = {
		{ tr_name(rq, rule->title), COLUMN_TEXT }, { tr_name(rq, rule->party), COLUMN_TEXT }, { tr(rq, "Part of the plan"), COLUMN_TEXT },
		{ rule->fields & AROUND_STATE ? tr(rq, "Became") : tr(rq, "Period"), COLUMN_TEXT }, { tr(rq, "Note"), COLUMN_TEXT },
	};
	size_t n_columns = 5, n = 0;
	for (size_t i = 0; i < x->n; i++)
		n += x->list[i].kind == kind;
	if (n == 0)
		return;
	if (rule->fields & AROUND_AMOUNT)
		columns[n_columns++] = (struct table_column){ tr(rq, "Kroner"), COLUMN_NUMBER };
	if (may)
		columns[n_columns++] = (struct table_column){ tr(rq, "Withdraw"), COLUMN_TEXT };
	heading(rq, 2, tr_name(rq, rule->name));
	table_begin_(rq, tr_name(rq, rule->name), columns, n_columns);
	for (size_t i = 0; i < x->n; i++)
		if (x->list[i].kind == kind)
			write_entry(rq, x, &x->list[i], may);
	table_end(rq);
}

/* ---- GET /plan/{plan}/around ---- */

static void write_form(struct request *rq, const struct shown *x)
{
	struct choice kinds[AROUND_KINDS], states[AROUND_STATES] = { { "", tr(rq, "Not a goal of the plan before") } };
	VEC(struct choice) nodes = { 0 };
	for (size_t i = 0; i < AROUND_KINDS; i++)
		kinds[i] = (struct choice){ around_kinds[i].code, tr_name(rq, around_kinds[i].name) };
	for (size_t i = 1; i < AROUND_STATES; i++)
		states[i] = (struct choice){ around_states[i].code, tr_name(rq, around_states[i].name) };
	*VEC_PUSH(rq->arena, &nodes) = (struct choice){ "", tr(rq, "The plan as a whole") };
	for (size_t i = 0; i < x->tree->n; i++)
		*VEC_PUSH(rq->arena, &nodes) = (struct choice){ x->tree->nodes[i].ref, x->tree->nodes[i].title };
	heading(rq, 2, tr(rq, "Add an entry"));
	form_post_begin(rq, tr(rq, "Add an entry"), here(rq, &x->plan));
	field_select(rq, "kind", tr(rq, "Register"), kinds, AROUND_KINDS, form_text(rq, "kind"));
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = form_text(rq, "title"), .required = true);
	field_input(rq, .name = "party", .label = tr(rq, "Who"), .value = form_text(rq, "party"), .required = true,
	            .hint = tr(rq, "A municipality, a partner, another plan."));
	field_select(rq, "node", tr(rq, "Part of the plan"), nodes.v, nodes.n, form_text(rq, "node"));
	field_select(rq, "state", tr(rq, "What became of the goal"), states, AROUND_STATES, form_text(rq, "state"));
	field_input(rq, .name = "from", .label = tr(rq, "From"), .type = "date", .value = form_text(rq, "from"));
	field_input(rq, .name = "to", .label = tr(rq, "To"), .type = "date", .value = form_text(rq, "to"));
	field_input(rq, .name = "amount", .label = tr(rq, "Kroner"), .value = form_text(rq, "amount"));
	field_input(rq, .name = "reference", .label = tr(rq, "Reference"), .value = form_text(rq, "reference"));
	field_input(rq, .name = "note", .label = tr(rq, "Note"), .value = form_text(rq, "note"), .lines = 2);
	form_end(rq, tr(rq, "Add"));
}

static enum http_status send_sheet(struct request *rq, const struct shown *x)
{
	struct sheet s = sheet_new(rq, around_columns, AROUND_COLUMNS);
	for (size_t i = 0; i < x->n; i++) {
		const char *cells[AROUND_COLUMNS];
		around_cells(rq->arena, x->tree, &x->list[i], cells);
		sheet_row_(&s, cells);
	}
	return sheet_send(&s, arena_printf(rq->arena, "%s-around", x->plan.slug));
}

static enum http_status write_page(struct request *rq, const struct shown *x)
{
	bool may = request_may(rq, "plan.edit", x->plan.id);
	plan_page_context(rq, &x->plan);
	page_begin(rq, tr(rq, "Around the plan"));
	if (x->n == 0)
		nothing_here(rq, tr(rq, "Nothing has been recorded yet."));
	for (enum around_kind k = 0; k < AROUND_KINDS; k++)
		write_register(rq, x, k, may);
	if (x->n)
		sheet_links(rq);
	if (may)
		write_form(rq, x);
	return page_end(rq);
}

enum http_status around_web_show(struct request *rq)
{
	struct shown x;
	if (!load(rq, &x))
		return page_failed(rq);
	return sheet_wanted(rq) ? send_sheet(rq, &x) : write_page(rq, &x);
}

/* ---- POST /plan/{plan}/around ---- */

struct change {
	struct arena *arena;
	int64_t plan_id, by, withdraw;
	const char *reason;
	struct around_entry entry;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	if (c->withdraw)
		return around_withdraw(tx, c->arena, c->plan_id, c->withdraw, c->reason, c->by, err);
	return around_add(tx, c->arena, c->plan_id, &c->entry, err);
}

enum http_status around_web_change(struct request *rq)
{
	struct shown x;
	struct err err = { 0 };
	if (!load(rq, &x))
		return page_failed(rq);
	struct change c = { .arena = rq->arena, .plan_id = x.plan.id, .by = rq->session->user_id, .withdraw = form_i64(rq, "withdraw", 0),
	                    .reason = form_text(rq, "reason") };
	if (!c.withdraw) {
		const char *cells[AROUND_COLUMNS];
		for (size_t i = 0; i < AROUND_COLUMNS; i++)
			cells[i] = form_text(rq, around_columns[i]);
		if (!around_read(rq->arena, x.tree, cells, &c.entry, &err)) {
			form_problem(rq, "title", tr_name(rq, arena_strdup(rq->arena, err.message)));
			enum http_status status = write_page(rq, &x);
			return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
		}
		c.entry.by = c.by;
	}
	return user_write(rq, change, &c, NULL) ? redirect_to(rq, here(rq, &x.plan)) : page_failed(rq);
}

/* ---- On a part of the plan ---- */

void around_panel_node(struct request *rq, int64_t node_id)
{
	bool begun = false;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT kind, title, party FROM around_entry WHERE node_id = $node AND withdrawn_at = 0 ORDER BY kind, id"));
	db_bind_i64(st, "$node", node_id);
	while (db_step(st)) {
		enum around_kind kind;
		if (!around_kind_parse(db_text(st, 0, rq->arena), &kind) || !(rq->internal || around_kinds[kind].open))
			continue;
		if (!begun) {
			heading(rq, 2, tr(rq, "Around this part of the plan"));
			facts_begin(rq);
		}
		begun = true;
		fact(rq, tr_name(rq, around_kinds[kind].name),
		     arena_printf(rq->arena, "%s: %s", db_text(st, 2, rq->arena), db_text(st, 1, rq->arena)));
	}
	if (begun)
		facts_end(rq);
	db_finish(st, &rq->err);
}
