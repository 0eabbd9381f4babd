/* What is put together from the tables of all modules. */
#include "module.h"

const struct route *const *module_routes(struct arena *a, const struct module *const *modules, size_t *n)
{
	*n = 0;
	for (const struct module *const *m = modules; *m; m++)
		*n += (*m)->n_routes;
	const struct route **routes = arena_array(a, *n, sizeof *routes);
	size_t at = 0;
	for (const struct module *const *m = modules; *m; m++)
		for (size_t i = 0; i < (*m)->n_routes; i++)
			routes[at++] = &(*m)->routes[i];
	return routes;
}

struct access *module_access(struct arena *a, const struct module *const *modules)
{
	struct access *access = arena_alloc(a, sizeof *access);
	size_t n = 0;
	for (const struct module *const *m = modules; *m; m++)
		n += (*m)->n_subjects;
	const struct route_subject **subjects = arena_array(a, n, sizeof *subjects);
	for (const struct module *const *m = modules; *m; m++) {
		for (size_t i = 0; i < (*m)->n_subjects; i++)
			subjects[access->n_subjects++] = &(*m)->subjects[i];
		if ((*m)->identify)
			access->identify = (*m)->identify;
		if ((*m)->bearer)
			access->bearer = (*m)->bearer;
		if ((*m)->may)
			access->may = (*m)->may;
		if ((*m)->known)
			access->known = (*m)->known;
	}
	access->subjects = subjects;
	return access;
}
