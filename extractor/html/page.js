(function () {
  'use strict';
  var root = document.documentElement;
  var byId = function (id) { return document.getElementById(id); };
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var facets = JSON.parse(byId('facets').textContent);
  var sections = all('section.article');
  var entries = all('.entry');
  var places = new Map(facets.map(function (one, number) { return [one.key, number]; }));
  var index = byId('index');
  var several = Boolean(index);
  var status = byId('count');
  var bar = byId('bar');
  var peek = byId('peek');
  var title = document.title;
  var calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  facets.forEach(function (facet) { facet.actors.forEach(function (one) { one.push(one[0].map(plain)); }); });
  var fitting = facets.map(function (_, number) { return number; });
  var open = -1;
  var chosen = null;
  var LABELS = { words: 'words', meeting: 'meeting', speaker: 'who', cue: 'says', actor: 'name', date: 'date', place: 'place', topic: 'topic', outcome: 'outcome' };
  var MEANINGS = { words: 'what is said', meeting: 'reports it', speaker: 'who says it', cue: 'word of speech', actor: 'named here', date: 'its date', place: 'its place', topic: 'its topic', outcome: 'what came of it' };
  var NOUNS = { m: 'Meeting ', s: 'Statement ', a: 'Actor ' };

  function plural(number, noun) { return number.toLocaleString('en') + ' ' + noun + (number === 1 ? '' : 's'); }
  function tell(words) { status.textContent = words; }
  function card(id) { return open < 0 ? null : byId(facets[open].key + '/' + id); }
  function tag(id) { return open < 0 ? null : byId(facets[open].key + '/' + id + '/text'); }
  function paper() { return sections[open].querySelector('.paper'); }

  /* Marks of the open article: [element, [[kind, record], ...]] */
  var marks = [];
  function readMarks(section) {
    return all('[data-r]', section).map(function (element) {
      return [element, element.getAttribute('data-r').split(' ').map(function (one) { return one.split(':'); })];
    });
  }
  function marksOf(element) {
    var held = element && element.closest ? element.closest('[data-r]') : null;
    return held && sections[open] && sections[open].contains(held)
      ? held.getAttribute('data-r').split(' ').map(function (one) { return one.split(':'); }) : [];
  }

  /* Where the reader is: the front page, an article, a record in it */
  function where(hash) {
    var found = null;
    try { hash = decodeURIComponent(hash.slice(1)); } catch (error) { hash = hash.slice(1); }
    var parts = /^(\/[^/]+)(?:\/([msa]\d+))?(\/text)?$/.exec(hash);
    if (parts && places.has(parts[1])) {
      found = { article: places.get(parts[1]), record: parts[2] || null, text: Boolean(parts[3]) };
    }
    return found;
  }
  function remember(hash, instead) {
    try { history[instead ? 'replaceState' : 'pushState'](null, '', hash); } catch (error) { /* a frame without an address */ }
  }
  function show(number, focus) {
    if (open === number) { return; }
    letGo();
    if (open >= 0) { sections[open].classList.remove('open'); }
    open = number;
    marks = [];
    root.classList.toggle('reading', open >= 0 && several);
    if (open >= 0) {
      var section = sections[open];
      section.classList.add('open');
      marks = readMarks(section);
      var held = paper();
      if (held) { held.appendChild(byId('key')); held.scrollTop = 0; }
      document.title = section.querySelector('h2').textContent + ' – ' + title;
      ways(section);
    } else {
      document.title = title;
      count();
    }
    if (focus) {
      window.scrollTo(0, 0);
      var heading = open >= 0 ? sections[open].querySelector('h2') : byId('index-title');
      if (heading) { heading.focus({ preventScroll: true }); }
    }
  }
  function ways(section) {
    var at = fitting.indexOf(open);
    [['.before', at - 1], ['.after', at + 1]].forEach(function (one) {
      var link = section.querySelector(one[0]);
      if (!link) { return; }
      var to = at < 0 ? undefined : fitting[one[1]];
      link.hidden = to === undefined;
      if (to !== undefined) { link.setAttribute('href', '#' + facets[to].key); }
    });
  }
  function go(hash, focus) {
    var to = where(hash);
    if (!to) { show(several ? -1 : 0, focus); return; }
    show(to.article, focus);
    if (to.record) { choose(to.record, { text: true, card: true }); }
  }

  /* One record chosen: its words lit in the text, everything else dimmed */
  function letGo() {
    if (!chosen) { return; }
    var section = sections[open];
    var old = card(chosen);
    if (old) { old.classList.remove('chosen'); var link = old.querySelector('.go'); if (link) { link.removeAttribute('aria-current'); } }
    section.classList.remove('choosing');
    all('.lit', section).forEach(function (one) {
      one.classList.remove('lit', 'strong-words', 'strong-meeting', 'strong-fine');
      one.removeAttribute('data-tag');
    });
    chosen = null;
    bar.hidden = true;
  }
  function company(id) {
    if (id[0] === 'a') { return []; }
    var facet = facets[open];
    var rows = id[0] === 'm' ? facet.meetings : facet.statements;
    var row = rows.filter(function (one) { return one[0] === id; })[0];
    if (!row) { return []; }
    var who = id[0] === 'm' ? row[3] : row[2] === null ? [] : [row[2]];
    return who.map(function (number) { return facet.ids[number]; });
  }
  function choose(id, move) {
    letGo();
    var held = card(id);
    if (!held) { return; }
    chosen = id;
    var section = sections[open];
    var others = company(id);
    var before = {};
    var lit = 0;
    section.classList.add('choosing');
    held.classList.add('chosen');
    var link = held.querySelector('.go');
    if (link) { link.setAttribute('aria-current', 'true'); }
    marks.forEach(function (one) {
      var element = one[0];
      var now = {};
      one[1].forEach(function (mark) {
        var kind = mark[0];
        var own = mark[1] === id;
        if (!own && !(kind === 'actor' && others.indexOf(mark[1]) >= 0)) { return; }
        element.classList.add('lit');
        if (own) {
          now[kind] = true;
          element.classList.add(kind === 'words' || kind === 'meeting' ? 'strong-' + kind : 'strong-fine');
        }
      });
      var begun = Object.keys(now).filter(function (kind) { return !before[kind]; });
      lit += begun.length;
      var labels = begun.map(function (kind) { return LABELS[kind]; });
      if (labels.length) { element.setAttribute('data-tag', labels.join(' · ')); }
      before = now;
    });
    var mark = tag(id);
    if (mark) { mark.classList.add('lit'); }
    bar.querySelector('p').textContent = NOUNS[id[0]] + id.slice(1) + ': ' + sum(id);
    bar.hidden = false;
    tell(NOUNS[id[0]] + id.slice(1) + ' chosen, ' + plural(lit, 'place') + ' in the text');
    if (move.text) { scrollText(mark || firstLit(section)); }
    if (move.card) { reveal(held); }
  }
  function firstLit(section) { return section.querySelector('.lit[data-r]'); }
  function reveal(element) {
    var box = element.getBoundingClientRect();
    if (box.top < 8 || box.bottom > window.innerHeight - 60) {
      element.scrollIntoView({ block: box.height > window.innerHeight * .7 ? 'start' : 'center', behavior: calm.matches ? 'auto' : 'smooth' });
    }
  }
  function pane() {
    var held = paper();
    return held && getComputedStyle(held).position.indexOf('sticky') >= 0 ? held : null;
  }
  function scrollText(element) {
    if (!element) { return; }
    var held = pane();
    if (!held) { return; }
    var offset = element.getBoundingClientRect().top - held.getBoundingClientRect().top;
    var top = held.scrollTop + offset - held.clientHeight * .3;
    if (calm.matches || !held.scrollTo) { held.scrollTop = top; } else { held.scrollTo({ top: top, behavior: 'smooth' }); }
  }
  function focusOn(element, within) {
    if (!element) { return; }
    element.focus({ preventScroll: true });
    if (within && pane()) { scrollText(element); } else { reveal(element); }
  }

  /* In a few words */
  function sum(id) {
    var held = card(id);
    if (!held) { return ''; }
    var head = held.querySelector('.go, h4, blockquote, b');
    var words = head.textContent.replace(/\s+/g, ' ').trim();
    if (id[0] === 's') {
      var facet = facets[open];
      var row = facet.statements.filter(function (one) { return one[0] === id; })[0];
      var who = row && row[2] !== null ? facet.actors[row[2]][0][0] : 'no source named';
      words = who + ': ' + words;
    }
    return words.length > 150 ? words.slice(0, 150) + ' …' : words;
  }
  function look(found, x, y) {
    all('.near', sections[open]).forEach(function (one) { one.classList.remove('near'); });
    var ids = [];
    found.forEach(function (one) { if (ids.indexOf(one[1]) < 0) { ids.push(one[1]); } });
    if (!ids.length) { peek.hidden = true; return; }
    while (peek.firstChild) { peek.removeChild(peek.firstChild); }
    ids.slice(0, 4).forEach(function (id) {
      var held = card(id);
      if (held) { held.classList.add('near'); }
      var kinds = found.filter(function (one) { return one[1] === id; }).map(function (one) { return MEANINGS[one[0]]; });
      var line = document.createElement('p');
      var name = document.createElement('b');
      name.textContent = (id[0] === 'a' ? '' : NOUNS[id[0]] + id.slice(1) + ', ') + kinds.filter(function (kind, at) { return kinds.indexOf(kind) === at; }).join(' and ') + ':';
      line.appendChild(name);
      var words = document.createElement('bdi');
      words.textContent = sum(id);
      line.appendChild(document.createTextNode(' '));
      line.appendChild(words);
      peek.appendChild(line);
    });
    peek.hidden = false;
    var box = peek.getBoundingClientRect();
    peek.style.left = Math.max(8, Math.min(x, window.innerWidth - box.width - 8)) + 'px';
    peek.style.top = (y + 22 + box.height > window.innerHeight ? Math.max(8, y - box.height - 14) : y + 22) + 'px';
  }
  var waiting = 0;
  function overlook() {
    clearTimeout(waiting);
    peek.hidden = true;
    if (open >= 0) { all('.near', sections[open]).forEach(function (one) { one.classList.remove('near'); }); }
  }

  /* Filters */
  var fields = several ? {
    words: byId('q'), actor: byId('f-actor'), country: byId('f-country'), status: byId('f-status'),
    quote: byId('f-quote'), from: byId('f-from'), to: byId('f-to')
  } : {};
  function plain(words) {
    var low = words.toLowerCase();
    return low.normalize ? low.normalize('NFKD').replace(/[\u0300-\u036f]/g, '') : low;
  }
  var haystacks = [];
  function haystack(number) {
    if (haystacks[number] === undefined) {
      var section = sections[number];
      var text = section.querySelector('.text') || section.querySelector('.records');
      var names = facets[number].actors.map(function (one) { return one[0].join(' '); });
      haystacks[number] = plain([section.querySelector('h2').textContent, text.textContent].concat(names).join('\n'));
    }
    return haystacks[number];
  }
  var drawn = [];
  function linesOf(number) {
    drawn[number] = drawn[number] || all('[data-of]', entries[number]);
    return drawn[number];
  }
  function within(days, asked) {
    if (!asked.from && !asked.to) { return true; }
    return Boolean(days) && (!asked.from || days[1] >= asked.from) && (!asked.to || days[0] <= asked.to);
  }
  function fits(number, asked) {
    var facet = facets[number];
    var there = facet.actors.map(function (one) {
      return (!asked.country || one[1] === asked.country) &&
        (!asked.actor || one[2].some(function (name) { return name.indexOf(asked.actor) >= 0; }));
    });
    var named = asked.actor || asked.country;
    var meetings = facet.meetings.filter(function (one) {
      return (!asked.status || one[1] === asked.status) && within(one[2] || facet.published, asked) &&
        (!named || one[3].some(function (who) { return there[who]; }));
    });
    var statements = facet.statements.filter(function (one) {
      return (!asked.quote || one[1] === asked.quote) && (!named || (one[2] !== null && there[one[2]]));
    });
    var good = (!named || there.indexOf(true) >= 0) &&
      (!asked.status || meetings.length > 0) && (!asked.quote || statements.length > 0) &&
      (!(asked.from || asked.to) || meetings.length > 0 || (!facet.meetings.length && within(facet.published, asked))) &&
      asked.words.every(function (word) { return haystack(number).indexOf(word) >= 0; });
    return good ? { meetings: meetings, statements: statements } : null;
  }
  var shown = [0, 0, 0];
  /* Whether meetings, whether statements are asked for, and not articles alone */
  var counted = [false, false];
  var STEP = 30;
  var listed = 0;
  function filter() {
    var asked = {
      words: plain(fields.words.value).split(/\s+/).filter(Boolean), actor: plain(fields.actor.value.trim()),
      country: fields.country.value, status: fields.status.value, quote: fields.quote.value,
      from: fields.from.value, to: fields.to.value
    };
    fitting = [];
    shown = [0, 0, 0];
    var named = asked.actor || asked.country;
    counted = [Boolean(named || asked.status || asked.from || asked.to), Boolean(named || asked.quote)];
    entries.forEach(function (entry, number) {
      var found = fits(number, asked);
      if (!found) { entry.classList.remove('here'); return; }
      fitting.push(number);
      shown = [shown[0] + 1, shown[1] + found.meetings.length, shown[2] + found.statements.length];
      var kept = found.meetings.concat(found.statements).map(function (one) { return one[0]; });
      linesOf(number).forEach(function (line) {
        var gone = line.getAttribute('data-of').split(' ').every(function (id) { return kept.indexOf(id) < 0; });
        if (line.hidden !== gone) { line.hidden = gone; }
      });
    });
    byId('nothing').hidden = fitting.length > 0;
    listed = 0;
    list(STEP);
    count();
  }
  /* Long lists are drawn as far as somebody reads them */
  function list(upto) {
    fitting.forEach(function (number, at) {
      if (at >= listed) { entries[number].classList.toggle('here', at < upto); }
    });
    listed = upto;
    byId('rest').hidden = fitting.length <= listed;
  }
  function count() {
    if (!several) { return; }
    var total = facets.length;
    var parts = [];
    if (counted[0]) { parts.push(plural(shown[1], 'matching meeting')); }
    if (counted[1]) { parts.push(plural(shown[2], 'matching statement')); }
    tell('Showing ' + (fitting.length === total ? (total === 1 ? 'the one article' : 'all ' + plural(total, 'article')) : fitting.length.toLocaleString('en') + ' of ' + plural(total, 'article')) +
      (parts.length ? ', with ' + parts.join(' and ') : ''));
  }

  /* What the reader does */
  document.addEventListener('click', function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    var link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
    if (link) {
      var hash = link.getAttribute('href');
      if (hash === '#main') { event.preventDefault(); byId('main').focus(); window.scrollTo(0, 0); byId('main').scrollIntoView(); return; }
      var to = where(hash);
      event.preventDefault();
      overlook();
      if (!to) { remember('#index'); show(-1, true); return; }
      if (to.article !== open) { remember(hash); go(hash, !to.record); if (to.record) { focusOn(card(to.record).querySelector('.go') || card(to.record)); } return; }
      if (!to.record) { return; }
      remember('#' + facets[open].key + '/' + to.record, true);
      choose(to.record, { text: true });
      if (to.text) { focusOn(tag(to.record), true); } else if (to.record[0] !== 'a') { focusOn(card(to.record).querySelector('.go') || card(to.record)); } else if (!pane()) { reveal(firstLit(sections[open]) || card(to.record)); }
      return;
    }
    var found = marksOf(event.target);
    if (found.length && String(window.getSelection()) === '') {
      var ids = [];
      found.forEach(function (one) { if (ids.indexOf(one[1]) < 0) { ids.push(one[1]); } });
      ids.sort(function (a, b) { return (a[0] === 'a') - (b[0] === 'a'); });
      var next = ids[(ids.indexOf(chosen) + 1) % ids.length];
      remember('#' + facets[open].key + '/' + next, true);
      choose(next, { card: Boolean(pane()) });
    }
  });
  document.addEventListener('mouseover', function (event) {
    if (open < 0) { return; }
    var found = marksOf(event.target);
    clearTimeout(waiting);
    if (!found.length) { overlook(); return; }
    waiting = setTimeout(function () { look(found, event.clientX, event.clientY); }, 120);
  });
  document.addEventListener('focusin', function (event) {
    if (open < 0) { return; }
    var mark = event.target.classList && event.target.classList.contains('tag') ? event.target : null;
    if (!mark) { overlook(); return; }
    var id = mark.getAttribute('data-n').toLowerCase();
    var box = mark.getBoundingClientRect();
    look([[id[0] === 'm' ? 'meeting' : 'words', id]], box.left, box.bottom);
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') { return; }
    if (!peek.hidden) { overlook(); } else if (chosen) { clear(); }
  });
  document.addEventListener('scroll', function () { if (!peek.hidden && !document.activeElement.classList.contains('tag')) { overlook(); } }, true);
  function clear() {
    var held = card(chosen);
    var link = held && held.querySelector('.go');
    var inside = bar.contains(document.activeElement);
    letGo();
    remember('#' + facets[open].key, true);
    tell('Nothing chosen');
    if (inside && link) { link.focus({ preventScroll: true }); }
  }
  bar.querySelector('.clear').addEventListener('click', clear);
  bar.querySelector('.back').addEventListener('click', function () {
    var held = card(chosen);
    focusOn(held.querySelector('.go') || held);
  });
  window.addEventListener('hashchange', function () { go(location.hash, true); });
  if (several) {
    var form = byId('filters');
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    form.addEventListener('input', filter);
    form.addEventListener('change', filter);
    form.addEventListener('reset', function () { setTimeout(filter); });
    byId('nothing').querySelector('button').addEventListener('click', function () { form.reset(); fields.words.focus(); });
    byId('rest').querySelector('button').addEventListener('click', function () { list(listed + STEP); });
    if (window.IntersectionObserver) {
      new IntersectionObserver(function (seen) {
        if (seen[0].isIntersecting) { list(listed + STEP); }
      }, { rootMargin: '600px' }).observe(byId('rest'));
    }
    window.addEventListener('beforeprint', function () { list(fitting.length); });
    if (window.matchMedia('(max-width: 60rem)').matches) { byId('more').removeAttribute('open'); }
    filter();
    var at = 0;
    (function prepare() {
      var until = Math.min(at + 40, facets.length);
      for (; at < until; at += 1) { haystack(at); }
      if (at < facets.length) { setTimeout(prepare, 10); }
    })();
  }
  go(location.hash, false);
})();
