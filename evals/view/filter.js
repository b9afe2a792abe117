// Hides what the reader did not choose, and says how much is left. Without it all is shown.
(() => {
  const bar = document.getElementById("filter");
  if (!bar) return;
  const choices = [...bar.querySelectorAll("select")];
  const search = bar.querySelector("input");
  const told = document.getElementById("filtered");
  const articles = [...document.querySelectorAll("details.article")];
  const rows = [...document.querySelectorAll("tr[data-id]")];
  const fits = (one, choice) =>
    !choice.value || (one.dataset[choice.name] ?? "").split("|").includes(choice.value);
  const named = (one) => one.dataset.id.toLowerCase().includes(search.value.trim().toLowerCase());

  const update = () => {
    let open = 0;
    let errors = 0;
    for (const article of articles) {
      const whole = choices.filter((choice) => choice.name in article.dataset);
      const inner = choices.filter((choice) => !(choice.name in article.dataset));
      let fitting = 0;
      for (const one of article.querySelectorAll("[data-kind]")) {
        one.hidden = !inner.every((choice) => fits(one, choice));
        if (!one.hidden && one.tagName === "LI") fitting += 1;
      }
      const asked = inner.some((choice) => choice.value);
      article.hidden = !(
        named(article) && whole.every((choice) => fits(article, choice)) && (fitting || !asked)
      );
      if (!article.hidden) {
        open += 1;
        errors += fitting;
      }
    }
    for (const row of rows) row.hidden = !named(row);
    const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
    told.textContent = `Shown: ${open} of ${plural(articles.length, "article")}, ` +
      `${plural(errors, bar.dataset.noun)}.`;
  };

  for (const one of [...choices, search]) one.addEventListener("input", update);
  for (const button of bar.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      for (const article of articles) {
        if (!article.hidden) article.open = button.value === "open";
      }
    });
  }
  for (const button of document.querySelectorAll("button.pick")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      choices.find((choice) => choice.name === "kind").value = button.value;
      update();
      bar.scrollIntoView();
      bar.querySelector("select").focus();
    });
  }
  // a link leads to what it names, though that was not chosen
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const hidden = link && document.getElementById(link.hash.slice(1))?.closest("[data-kind]");
    if (hidden) hidden.hidden = false;
  });
  bar.hidden = false;
  update();
})();
