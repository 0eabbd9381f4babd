/* The plan that this module's tests stand on, and the ways to get it. */
#ifndef PLANVERK_PLAN_FIXTURE_H
#define PLANVERK_PLAN_FIXTURE_H

#include "support.h"

#include "base/hash.h"
#include "module/plan/plan_internal.h"

/* A plan with everything in it, in the form and order in which it is exported. */
static const char everything[] =
	"{\n"
	"  \"format\": \"planverk-plan\",\n"
	"  \"version\": 1,\n"
	"  \"title\": \"Regional plan for kompetanse <og> verdiskaping\",\n"
	"  \"slug\": \"kompetanse-2040\",\n"
	"  \"description\": \"Første avsnitt.\\n\\nAndre & siste.\",\n"
	"  \"language\": \"nb\",\n"
	"  \"period\": \"2027–2040\",\n"
	"  \"example\": true,\n"
	"  \"nodes\": [\n"
	"    {\n"
	"      \"id\": \"t1\",\n"
	"      \"kind\": \"theme\",\n"
	"      \"title\": \"Kompetanse\",\n"
	"      \"body\": \"Hva regionen *kan*.\",\n"
	"      \"cross_cutting\": true\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"g1\",\n"
	"      \"parent\": \"t1\",\n"
	"      \"kind\": \"goal\",\n"
	"      \"title\": \"Flere fagarbeidere\",\n"
	"      \"keywords\": [\n"
	"        \"lærling\",\n"
	"        \"fagbrev\",\n"
	"        \"yrkesfag\"\n"
	"      ],\n"
	"      \"sdgs\": [\n"
	"        1,\n"
	"        4,\n"
	"        17\n"
	"      ]\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"s1\",\n"
	"      \"parent\": \"g1\",\n"
	"      \"kind\": \"strategy\",\n"
	"      \"title\": \"Flere læreplasser\",\n"
	"      \"asked\": \"not_asked\",\n"
	"      \"keywords\": [\n"
	"        \"læreplass\"\n"
	"      ]\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"p1\",\n"
	"      \"parent\": \"t1\",\n"
	"      \"kind\": \"position\",\n"
	"      \"title\": \"Staten må betale\",\n"
	"      \"addressee\": \"state\",\n"
	"      \"asked\": \"yes\"\n"
	"    },\n"
	"    {\n"
	"      \"id\": \"t2\",\n"
	"      \"kind\": \"theme\",\n"
	"      \"title\": \"Kraft\"\n"
	"    }\n"
	"  ],\n"
	"  \"links\": [\n"
	"    {\n"
	"      \"from\": \"s1\",\n"
	"      \"kind\": \"rests_on\",\n"
	"      \"to\": \"t2\",\n"
	"      \"note\": \"Uten kraft ingen bedrifter.\"\n"
	"    },\n"
	"    {\n"
	"      \"from\": \"g1\",\n"
	"      \"kind\": \"follows_up\",\n"
	"      \"external\": \"Regional planstrategi 2024–2028\"\n"
	"    }\n"
	"  ]\n"
	"}\n";

static inline struct plan_tree parsed(struct arena *a, const char *json)
{
	struct err err = { 0 };
	struct plan_tree tree;
	assert_ok(plan_from_json(a, span_of(json), "json", &tree, &err), err);
	return tree;
}

static inline const char *exported(struct arena *a, const struct plan_tree *tree)
{
	struct out o = out_memory(a);
	plan_write_json(&o, tree);
	return out_string(&o);
}

#define DOCUMENT(nodes, links) "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\"," \
                               "\"nodes\":[" nodes "],\"links\":[" links "]}"

struct addition {
	struct test_db *t;
	struct plan_tree *tree;
	const char *content; /* of the file, for its digest */
};

static inline bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct addition *x = arg;
	struct digest digest = digest_of(x->content, strlen(x->content));
	return plan_add(tx, x->t->arena, x->tree, &(struct plan_source){ "json", digest.byte }, err);
}

static inline struct plan_tree stored(struct test_db *t, const char *json)
{
	struct err err = { 0 };
	struct plan_tree tree = parsed(t->arena, json);
	assert_ok(db_write(t->db, add, &(struct addition){ t, &tree, json }, &err), err);
	return tree;
}

#endif
