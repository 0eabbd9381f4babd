// While one writes: what others have said about the same. It never stands in the way of sending.
(function () {
	"use strict";
	const place = document.querySelector("[data-similar]");
	const form = place && place.closest("form");
	if (!form)
		return;
	const LEAST = 30, PAUSE = 700, CHANGE = 15;
	let timer, asked = "";

	async function ask(text) {
		asked = text;
		const body = new URLSearchParams({ form: form.elements.form.value, text });
		try {
			const answer = await fetch(place.dataset.similar, { method: "POST", body });
			const found = answer.ok ? await answer.text() : "";
			place.innerHTML = found;
			place.hidden = !found.trim();
		} catch {
			place.hidden = true;
		}
	}
	form.addEventListener("input", (e) => {
		if (!e.target.matches("textarea"))
			return;
		clearTimeout(timer);
		timer = setTimeout(() => {
			const text = e.target.value.trim();
			if (text.length >= LEAST && Math.abs(text.length - asked.length) >= CHANGE)
				ask(text);
		}, PAUSE);
	});
})();
