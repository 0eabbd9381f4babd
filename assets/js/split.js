// Words marked with the pointer or with Shift and the arrows: their place in bytes goes with the form.
(function () {
	"use strict";
	const section = document.querySelector(".by-selection");
	const original = document.getElementById("original");
	if (!section || !original)
		return;
	section.hidden = false;
	const form = section.querySelector("form");
	const bytes = (text) => new TextEncoder().encode(text).length;
	form.addEventListener("submit", (e) => {
		const selection = document.getSelection();
		const range = selection && selection.rangeCount ? selection.getRangeAt(0) : null;
		if (!range || range.collapsed || !original.contains(range.commonAncestorContainer)) {
			e.preventDefault();
			return;
		}
		const before = document.createRange();
		before.selectNodeContents(original);
		before.setEnd(range.startContainer, range.startOffset);
		form.elements.from.value = bytes(before.toString());
		form.elements.to.value = bytes(before.toString()) + bytes(range.toString());
	});
})();
