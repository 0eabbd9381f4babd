/* Interface between table.c and the readers of each form. */
#ifndef PLANVERK_FORMAT_TABLE_BUILD_H
#define PLANVERK_FORMAT_TABLE_BUILD_H

#include "format/table.h"

/* Takes rows as a reader finds them: the first that is not empty becomes the header. */
struct table_builder {
	struct arena *arena;
	struct table_options options; /* with the defaults filled in */
	struct table *table;
	bool fill;          /* short rows are filled up instead of refused */
	const char *unit;   /* what a row's number counts: "line", "row" */
	VEC(struct table_row) rows;
	struct err *err;
};

/* cells[0] to cells[n - 1] are text that lives as long as the arena; the array itself is copied.
 * All of these return false with err set, naming the file and the line. */
bool table_take(struct table_builder *b, const char *const *cells, size_t n, long line);
bool table_finish(struct table_builder *b);

/* For a reader that finds columns as it goes and so cannot use table_take(). */
bool table_check_room(struct table_builder *b, size_t columns, long line);
bool table_check_columns(struct table_builder *b, size_t n, long line);
bool table_check_names(struct table_builder *b, long line);

/* `return table_fail(b, line, "…", …);` sets the error with its place. */
#define table_fail(b, line, ...) \
	(err_input((b)->err, __VA_ARGS__), err_at((b)->err, (b)->table->file, (line), 0))

bool table_read_csv(struct table_builder *b, struct span bytes);
bool table_read_jsonl(struct table_builder *b, struct span bytes);
bool table_read_xlsx(struct table_builder *b, struct span bytes);
bool table_read_docx(struct table_builder *b, struct span bytes);

#endif
