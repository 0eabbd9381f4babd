/* The groups that the engine found, given identities and steered by what planners decided; no database. */
#include "module/text/text_lineage.h"

struct steer_decision *text_steer_decisions(struct arena *a, const struct text_decision *list, size_t n)
{
	struct steer_decision *decisions = arena_array(a, n, sizeof *decisions);
	for (size_t i = 0; i < n; i++)
		decisions[i] = list[i].what;
	return decisions;
}

#define NEW_SHARE 3 /* one in so many at most */

int32_t *text_groups_before(struct arena *a, const struct compile_input *in, size_t *new_ones)
{
	const struct lineage_side *found = &in->past->found;
	int32_t *before = arena_array(a, in->n, sizeof *before);
	*new_ones = 0;
	for (size_t i = 0; i < in->n; i++) {
		size_t low = 0, high = found->n;
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			if (found->id[middle] < in->list[i].id)
				low = middle + 1;
			else
				high = middle;
		}
		bool there = low < found->n && found->id[low] == in->list[i].id;
		before[i] = there ? found->group[low] : TEXT_NEW;
		*new_ones += !there;
	}
	return found->n_groups > 1 && *new_ones * NEW_SHARE <= in->n ? before : NULL;
}

static struct lineage_side side_of(struct arena *a, const struct compile_input *in, const struct text_groups *groups)
{
	int64_t *id = arena_array(a, in->n, sizeof *id);
	for (size_t i = 0; i < in->n; i++)
		id[i] = in->list[i].id;
	return (struct lineage_side){ id, groups->of, in->n, groups->n_groups };
}

static void fill_lineage(struct arena *a, const struct text_past *past, const struct lineage *l, struct text_run *run)
{
	run->lineage = arena_array(a, past->found.n_groups, sizeof *run->lineage);
	for (size_t g = 0; g < past->found.n_groups; g++) {
		const struct lineage_old *old = &l->old[g];
		if (old->fate == LINEAGE_CONTINUED)
			continue;
		run->lineage[run->n_lineage++] = (struct text_lineage_row){
			.identity = past->found_identity[g], .fate = old->fate, .shared = (int64_t)old->shared,
			.into = old->into < 0 ? 0 : run->found[old->into].identity };
	}
}

/* Identities come from the found groups of the run before: what planners merged is merged again, and what they split off split off. */
static void fill_found(struct arena *a, const struct compile_input *in, const struct text_past *past,
                       const struct text_groups *found, struct text_run *run)
{
	struct lineage_side now = side_of(a, in, found);
	struct lineage l = lineage_match(a, &past->found, &now), shown = lineage_match(a, &past->grouped, &now);
	run->n_found = found->n_groups;
	run->found = arena_array(a, run->n_found, sizeof *run->found);
	for (size_t g = 0; g < run->n_found; g++) {
		int32_t continues = l.new[g].continues, from = shown.new[g].from;
		run->found[g] = (struct text_found_row){
			.number = (int64_t)g + 1, .overview = found->overview[g] + 1, .label = "",
			.identity = continues < 0 ? -((int64_t)g + 1) : past->found_identity[continues],
			.came_from = from < 0 ? 0 : past->group_identity[from] };
	}
	fill_lineage(a, past, &l, run);
}

static struct steer_member *members_of(struct arena *a, const struct compile_input *in, const struct text_past *past,
                                       const struct text_space *space, const struct text_duplicates *duplicates,
                                       const struct text_groups *found, size_t *width)
{
	struct steer_member *members = arena_array(a, in->n, sizeof *members);
	for (size_t i = 0; i < in->n; i++)
		members[i] = (struct steer_member){
			.id = in->list[i].id, .came = past->run_id ? past->ordinals[i] : 0, .family = duplicates->of[i].family,
			.group = found->of[i], .place = text_space_row(space, i, width) };
	return members;
}

/* Also those that this run brings. */
static void add_forwards(struct arena *a, const struct text_past *past, const struct text_run *run, struct steer_input *input)
{
	struct steer_forward *forwards = arena_array(a, past->n_forwards + run->n_lineage, sizeof *forwards);
	for (size_t i = 0; i < run->n_lineage; i++)
		if (run->lineage[i].fate == LINEAGE_MERGED)
			forwards[input->n_forwards++] = (struct steer_forward){ run->lineage[i].identity, run->lineage[i].into };
	for (size_t i = 0; i < past->n_forwards; i++)
		forwards[input->n_forwards++] = past->forwards[i];
	input->forwards = forwards;
}

static void keep_outcomes(struct arena *a, const struct compile_input *in, const struct text_past *past,
                          const struct steered *s, struct text_run *run)
{
	run->n_steered = past->n_decisions;
	run->steered = arena_array(a, run->n_steered, sizeof *run->steered);
	for (size_t i = 0; i < run->n_steered; i++)
		run->steered[i] = (struct text_steered_row){ past->decisions[i].id, s->outcomes[i].effect,
		                                             (int64_t)s->outcomes[i].missing };
	run->n_followers = s->n_followers;
	run->followers = arena_array(a, run->n_followers, sizeof *run->followers);
	for (size_t i = 0; i < run->n_followers; i++)
		run->followers[i] = (struct text_follower_row){ past->decisions[s->followers[i].decision].id,
		                                                in->list[s->followers[i].member].id };
}

struct text_groups text_steer_groups(struct arena *a, const struct compile_input *in, const struct text_space *space,
                                     const struct text_duplicates *duplicates, const struct text_groups *found,
                                     struct text_run *run, struct steered *steered)
{
	static const struct text_past nothing;
	const struct text_past *past = in->past ? in->past : &nothing;
	fill_found(a, in, past, found, run);
	struct steer_found *before = arena_array(a, run->n_found, sizeof *before);
	for (size_t g = 0; g < run->n_found; g++)
		before[g] = (struct steer_found){ run->found[g].identity, run->found[g].identity < 0, run->found[g].came_from };
	struct steer_input input = {
		.found = before, .n_found = run->n_found, .n = in->n,
		.decisions = text_steer_decisions(a, past->decisions, past->n_decisions), .n_decisions = past->n_decisions };
	add_forwards(a, past, run, &input);
	input.members = members_of(a, in, past, space, duplicates, found, &input.width);
	*steered = steer(a, &input);
	keep_outcomes(a, in, past, steered, run);

	struct text_groups out = { .of = steered->of, .n_groups = steered->n_groups, .n_overview = found->n_overview };
	out.overview = arena_array(a, out.n_groups, sizeof *out.overview);
	for (size_t g = 0; g < out.n_groups; g++) {
		int32_t from = steered->groups[g].found;
		/* Made of what stood alone only: all such are a wider theme by themselves. */
		out.overview[g] = from >= 0 ? found->overview[from] : (uint32_t)found->n_overview;
		if (from < 0)
			out.n_overview = found->n_overview + 1;
	}
	return out;
}
