// Keys for the inbox: what is done with them can be done with Tab, Space and Enter, too.
(function () {
	"use strict";
	const rows = Array.from(document.querySelectorAll("ol.inbox > li"));
	const keys = document.querySelector("p.keys");
	if (!rows.length || !keys)
		return;
	keys.hidden = false;
	let at = -1;

	function go(to) {
		at = Math.max(0, Math.min(rows.length - 1, to));
		rows[at].querySelector("a").focus();
		rows[at].scrollIntoView({ block: "nearest" });
	}
	function box() {
		return rows[Math.max(at, 0)].querySelector("input[type=checkbox]");
	}
	// What is folded away takes a moment to unfold, and until then it takes no focus.
	function focus(field, tries) {
		field.focus();
		if (document.activeElement !== field && tries > 0)
			setTimeout(() => focus(field, tries - 1), 40);
	}
	// The field, once at least the row that one stands on is ticked.
	function to(name) {
		if (!document.querySelector("ol.inbox input:checked"))
			box().checked = true;
		const field = document.querySelector("form.fields [name=" + name + "]");
		if (field) {
			const fold = field.closest("details");
			if (fold)
				fold.open = true;
			focus(field, 25);
		}
	}
	const acts = {
		j: () => go(at + 1),
		k: () => go(at - 1),
		x: () => { box().checked = !box().checked; },
		a: () => to("assignee"),
		t: () => to("tag"),
		r: () => to("outcome"),
		s: () => {
			to("place_node");
			const button = document.querySelector("form.fields button[name=do][value=place]");
			if (button)
				button.click();
		},
		"?": () => { keys.hidden = !keys.hidden; },
	};
	document.addEventListener("focusin", (e) => {
		const row = e.target.closest("ol.inbox > li");
		if (row)
			at = rows.indexOf(row);
	});
	document.addEventListener("keydown", (e) => {
		const writing = e.target.closest("input:not([type=checkbox]), select, textarea");
		if (writing || e.ctrlKey || e.altKey || e.metaKey || !acts[e.key])
			return;
		e.preventDefault();
		acts[e.key]();
	});
})();
