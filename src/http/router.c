#include "http/router.h"

#include "base/str.h"
#include "http/query.h"

#include <stdlib.h>

#define PIECES_MAX 8
#define PARAMS_MAX (sizeof((struct request *)NULL)->param / sizeof((struct request *)NULL)->param[0])

/* A path cut at its slashes; "/" has one empty piece. */
struct pieces {
	struct span v[PIECES_MAX];
	size_t n;
};

struct compiled {
	const struct route *route;
	struct pieces pieces;
};

struct router {
	struct compiled *routes;
	size_t n;
};

static bool cut_path(const char *path, struct pieces *p)
{
	if (path[0] != '/')
		return false;
	struct span rest = span_of(path + 1);
	for (p->n = 0; rest.s; p->n++) {
		if (p->n == PIECES_MAX)
			return false;
		p->v[p->n] = span_cut(&rest, '/');
	}
	return true;
}

static bool is_name(struct span piece)
{
	return piece.n > 2 && piece.s[0] == '{' && piece.s[piece.n - 1] == '}';
}

/* Fixed pieces before {names}; two paths that answer the same requests compare as equal. */
static int compare_pieces(const struct pieces *a, const struct pieces *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++) {
		bool a_name = is_name(a->v[i]), b_name = is_name(b->v[i]);
		if (a_name != b_name)
			return a_name ? 1 : -1;
		size_t shorter = a->v[i].n < b->v[i].n ? a->v[i].n : b->v[i].n;
		int order = a_name ? 0 : memcmp(a->v[i].s, b->v[i].s, shorter);
		if (order == 0 && !a_name)
			order = (a->v[i].n > shorter) - (b->v[i].n > shorter);
		if (order)
			return order;
	}
	return (a->n > b->n) - (a->n < b->n);
}

static int compare_routes(const void *a, const void *b)
{
	const struct compiled *x = a, *y = b;
	int order = compare_pieces(&x->pieces, &y->pieces);
	return order ? order : strcmp(x->route->method, y->route->method);
}

static bool compile(struct compiled *to, const struct route *route, struct err *err)
{
	size_t names = 0;
	to->route = route;
	if (!str_eq(route->method, "GET") && !str_eq(route->method, "POST"))
		return err_input(err, "The route %s has the method %s; only GET and POST are served", route->path, route->method);
	if (!cut_path(route->path, &to->pieces))
		return err_input(err, "The route %s must begin with / and have at most %d pieces", route->path, PIECES_MAX);
	for (size_t i = 0; i < to->pieces.n; i++)
		names += is_name(to->pieces.v[i]);
	if (names > PARAMS_MAX)
		return err_input(err, "The route %s has more than %zu names", route->path, PARAMS_MAX);
	return true;
}

struct router *router_new(struct arena *a, const struct route *const *routes, size_t n, struct err *err)
{
	struct router *router = arena_alloc(a, sizeof *router);
	router->routes = arena_array(a, n, sizeof *router->routes);
	router->n = n;
	for (size_t i = 0; i < n; i++)
		if (!compile(&router->routes[i], routes[i], err))
			return NULL;
	qsort(router->routes, n, sizeof *router->routes, compare_routes);
	for (size_t i = 1; i < n; i++) {
		if (compare_routes(&router->routes[i - 1], &router->routes[i]) == 0) {
			err_conflict(err, "The routes %s %s and %s answer the same requests", router->routes[i].route->method,
			             router->routes[i - 1].route->path, router->routes[i].route->path);
			return NULL;
		}
	}
	return router;
}

static bool matches(const struct pieces *pattern, const struct pieces *path, char *const *decoded)
{
	if (pattern->n != path->n)
		return false;
	for (size_t i = 0; i < path->n; i++)
		if (is_name(pattern->v[i]) ? !*decoded[i] : !span_is(pattern->v[i], decoded[i]))
			return false;
	return true;
}

static void take_params(struct request *rq, const struct compiled *c, char *const *decoded)
{
	rq->route = c->route;
	rq->params = 0;
	for (size_t i = 0; i < c->pieces.n; i++) {
		struct span piece = c->pieces.v[i];
		if (!is_name(piece))
			continue;
		rq->param[rq->params].name = arena_strndup(rq->arena, piece.s + 1, piece.n - 2);
		rq->param[rq->params].value = decoded[i];
		rq->params++;
	}
}

bool router_find(const struct router *router, struct request *rq)
{
	struct pieces path;
	char *decoded[PIECES_MAX];
	rq->allow = NULL;
	if (!cut_path(rq->path, &path))
		return false;
	for (size_t i = 0; i < path.n; i++)
		if (!(decoded[i] = path_decode(rq->arena, path.v[i])))
			return false;
	for (size_t i = 0; i < router->n; i++) {
		const struct compiled *c = &router->routes[i];
		if (!matches(&c->pieces, &path, decoded))
			continue;
		if (str_eq(c->route->method, rq->method)) {
			take_params(rq, c, decoded);
			rq->allow = NULL;
			return true;
		}
		rq->allow = str_eq(c->route->method, "GET") ? "GET, HEAD" : "POST";
	}
	return false;
}

const char *route_text(const struct request *rq, const char *name)
{
	for (unsigned i = 0; i < rq->params; i++)
		if (str_eq(rq->param[i].name, name))
			return rq->param[i].value;
	abort(); /* a bug: the handler's route has no such name */
}

int64_t route_id(const struct request *rq, const char *name)
{
	int64_t id = 0;
	return str_to_i64(route_text(rq, name), &id) && id > 0 ? id : 0;
}

size_t route_files_max(const struct route *route)
{
	return (size_t)(route->flags >> 8) << 20;
}
