/* SPDX-License-Identifier: MIT-0
 *
 * Les cartes de lieux, rendues interactives : choix des sortes de lieux, agrandissement, lien entre un numéro et sa ligne dans la
 * liste. La carte est le dessin qui est déjà dans la page ; rien n'est chargé, si bien que tout marche depuis un dossier.
 * Les formes d'un lieu portent data-key, sa ligne aussi ; la ligne porte sa sorte (data-kind).
 */
(function () {
  'use strict';

  var mots = document.currentScript.dataset, SVG = 'http://www.w3.org/2000/svg', MAXIMUM = 8, PAS = 1.5;

  function element(nom, classe, texte) {
    var e = document.createElement(nom);
    if (classe) e.className = classe;
    if (texte) e.textContent = texte;
    return e;
  }

  function nombre(n) {
    return String(n).replace(/\d/g, function (chiffre) { return String.fromCodePoint(mots.zero.codePointAt(0) + Number(chiffre)); });
  }

  /* ---- Les lieux : un groupe de formes et une ligne chacun ---- */

  function milieu(forme) {
    if (forme.tagName === 'circle') return [Number(forme.getAttribute('cx')), Number(forme.getAttribute('cy'))];
    var boite = forme.getBBox();
    return [boite.x + boite.width / 2, boite.y + boite.height / 2];
  }

  /* Un lieu qui a dû s'écarter garde un trait et un point là où il est vraiment. */
  function groupe(svg, cle) {
    var formes = Array.from(svg.querySelectorAll('[data-key]')).filter(function (f) { return f.dataset.key === cle; });
    if (!formes.length) return null;
    var g = document.createElementNS(SVG, 'g'), trait = formes.find(function (f) { return f.tagName === 'line'; });
    g.classList.add('lieu-point');
    g.ancre = trait ? [Number(trait.getAttribute('x1')), Number(trait.getAttribute('y1'))] : milieu(formes[0]);
    formes[formes.length - 1].after(g);
    formes.forEach(function (f) { f.removeAttribute('data-key'); g.append(f); });
    return g;
  }

  function lisLieux(svg, liste) {
    return Array.from(liste.children).map(function (li, i) {
      li.value = i + 1;                            /* le numéro reste quand d'autres lignes se cachent */
      var lien = li.querySelector('a[href]:not([href^="tel:"])'), nom = (lien || li.querySelector('strong') || li).textContent;
      return { li: li, lien: lien, nom: nombre(i + 1) + ' ' + nom, sorte: li.dataset.kind,
        mot: li.querySelector('.sorte').textContent, g: groupe(svg, li.dataset.key) };
    }).filter(function (lieu) { return lieu.g; });
  }

  /* ---- La vue : le cadre du dessin ---- */

  function Vue(svg, lieux, apres) {
    var base = svg.viewBox.baseVal, large = base.width, haut = base.height;
    var noms = Array.from(svg.querySelectorAll('text[text-anchor="middle"]')).filter(function (t) { return !t.closest('g'); });
    var vue = { taille: 1, x: 0, y: 0 };
    /* Les signes et les noms grandissent moins que la carte : ceux qui se serraient se séparent. */
    function rapetisse(e, x, y, k) { e.setAttribute('transform', 'translate(' + x * (1 - k) + ' ' + y * (1 - k) + ') scale(' + k + ')'); }
    function borne(valeur, tout) { return Math.max(0, Math.min(valeur, tout - tout / vue.taille)); }
    function pose() {
      vue.x = borne(vue.x, large);
      vue.y = borne(vue.y, haut);
      svg.setAttribute('viewBox', [vue.x, vue.y, large / vue.taille, haut / vue.taille].join(' '));
      var k = Math.pow(vue.taille, -0.7);
      lieux.forEach(function (lieu) { rapetisse(lieu.g, lieu.g.ancre[0], lieu.g.ancre[1], k); });
      noms.forEach(function (nom) { rapetisse(nom, Number(nom.getAttribute('x')), Number(nom.getAttribute('y')), k); });
      apres(vue);
    }
    vue.agrandit = function (facteur, x, y) {
      var avant = vue.taille;
      if (x === undefined) { x = vue.x + large / avant / 2; y = vue.y + haut / avant / 2; }
      vue.taille = Math.max(1, Math.min(MAXIMUM, avant * facteur));
      vue.x = x - (x - vue.x) * avant / vue.taille;
      vue.y = y - (y - vue.y) * avant / vue.taille;
      pose();
    };
    vue.deplace = function (dx, dy) { vue.x += dx * large / vue.taille; vue.y += dy * haut / vue.taille; pose(); };
    vue.entiere = function () { vue.taille = 1; vue.x = vue.y = 0; pose(); };
    /* Ce qui a le focus se voit. */
    vue.montre = function (a) {
      var l = large / vue.taille, h = haut / vue.taille;
      if (a[0] < vue.x + l * 0.05 || a[0] > vue.x + l * 0.95) vue.x = a[0] - l / 2;
      if (a[1] < vue.y + h * 0.05 || a[1] > vue.y + h * 0.95) vue.y = a[1] - h / 2;
      pose();
    };
    return vue;
  }

  /* ---- Les commandes ---- */

  function bouton(signe, nom, action) {
    var b = element('button', '', signe);
    b.type = 'button';
    b.setAttribute('aria-label', nom);
    b.title = nom;
    b.addEventListener('click', action);
    return b;
  }

  function choixDesSortes(lieux, change) {
    var cadre = element('fieldset', 'carte-choix'), sortes = {};
    cadre.append(element('legend', '', mots.types));
    lieux.forEach(function (lieu) {
      if (sortes[lieu.sorte]) return;
      var etiquette = element('label'), case_ = element('input');
      case_.type = 'checkbox';
      case_.checked = true;
      case_.value = lieu.sorte;
      case_.addEventListener('change', change);
      etiquette.append(case_, ' ' + lieu.mot);
      cadre.append(etiquette);
      sortes[lieu.sorte] = case_;
    });
    cadre.montre = function (sorte) { return sortes[sorte].checked; };
    return cadre;
  }

  function marque(lieu, oui) {
    lieu.g.classList.toggle('marque', oui);
    lieu.li.classList.toggle('marque', oui);
  }

  function vaALaLigne(lieu) {
    var but = lieu.lien || lieu.li;
    if (!lieu.lien) lieu.li.tabIndex = -1;
    lieu.li.scrollIntoView({ block: 'center' });
    but.focus({ preventScroll: true });
  }

  /* Un seul arrêt de tabulation pour tous les numéros ; les flèches passent de l'un à l'autre. */
  function relie(lieux, vue, rtl) {
    function visibles() { return lieux.filter(function (l) { return !l.li.hidden; }); }
    function arrete(lieu) { lieux.forEach(function (l) { l.g.setAttribute('tabindex', l === lieu ? '0' : '-1'); }); }
    function touche(evenement, lieu) {
      var tous = visibles(), i = tous.indexOf(lieu), suivant = rtl ? 'ArrowLeft' : 'ArrowRight', precedent = rtl ? 'ArrowRight' : 'ArrowLeft';
      if (evenement.key === 'Enter' || evenement.key === ' ') vaALaLigne(lieu);
      else if (evenement.key === suivant || evenement.key === 'ArrowDown') i++;
      else if (evenement.key === precedent || evenement.key === 'ArrowUp') i--;
      else if (evenement.key === 'Home') i = 0;
      else if (evenement.key === 'End') i = tous.length - 1;
      else return;
      evenement.preventDefault();
      evenement.stopPropagation();
      if (tous[i] && tous[i] !== lieu) tous[i].g.focus();
    }
    lieux.forEach(function (lieu) {
      lieu.g.setAttribute('role', 'link');
      lieu.g.setAttribute('aria-label', lieu.nom);
      lieu.g.addEventListener('click', function () { vaALaLigne(lieu); });
      lieu.g.addEventListener('keydown', function (e) { touche(e, lieu); });
      lieu.g.addEventListener('focus', function () { arrete(lieu); vue.montre(lieu.g.ancre); });
      [[lieu.g, 'mouseenter', 'mouseleave'], [lieu.li, 'mouseenter', 'mouseleave'], [lieu.g, 'focusin', 'focusout'], [lieu.li, 'focusin', 'focusout']]
        .forEach(function (x) {
          x[0].addEventListener(x[1], function () { marque(lieu, true); });
          x[0].addEventListener(x[2], function () { marque(lieu, false); });
        });
    });
    return function () { arrete(visibles()[0]); };
  }

  function clavier(region, vue) {
    var actions = {
      '+': function () { vue.agrandit(PAS); }, '=': function () { vue.agrandit(PAS); },
      '-': function () { vue.agrandit(1 / PAS); }, '−': function () { vue.agrandit(1 / PAS); }, '0': vue.entiere,
      ArrowLeft: function () { vue.deplace(-0.15, 0); }, ArrowRight: function () { vue.deplace(0.15, 0); },
      ArrowUp: function () { vue.deplace(0, -0.15); }, ArrowDown: function () { vue.deplace(0, 0.15); }
    };
    region.addEventListener('keydown', function (evenement) {
      var action = actions[evenement.key];
      if (!action || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
      if (vue.taille === 1 && evenement.key.startsWith('Arrow')) return;     /* la page défile */
      evenement.preventDefault();
      action();
    });
  }

  /* La carte agrandie se tire à la souris ou au doigt. */
  function tire(svg, vue) {
    var depart = null;
    svg.addEventListener('pointerdown', function (e) { if (vue.taille > 1 && e.isPrimary) depart = [e.clientX, e.clientY]; });
    svg.addEventListener('pointermove', function (e) {
      if (!depart || !e.buttons) return;
      var boite = svg.getBoundingClientRect();
      vue.deplace((depart[0] - e.clientX) / boite.width, (depart[1] - e.clientY) / boite.height);
      depart = [e.clientX, e.clientY];
    });
    ['pointerup', 'pointercancel', 'pointerleave'].forEach(function (nom) { svg.addEventListener(nom, function () { depart = null; }); });
  }

  function anime(bloc, rang) {
    var svg = bloc.querySelector('svg'), liste = bloc.querySelector('ol'), figure = bloc.querySelector('figure');
    if (!svg || !liste || !figure) return;
    var region = svg.parentNode, lieux = lisLieux(svg, liste), rtl = getComputedStyle(bloc).direction === 'rtl';
    var aide = element('p', 'carte-aide', mots.aide), etat = element('p', 'cache'), boutons = element('div', 'carte-boutons');
    var plus, moins, entiere;
    var vue = Vue(svg, lieux, function (v) {
      plus.disabled = v.taille >= MAXIMUM;
      moins.disabled = entiere.disabled = v.taille === 1;
      svg.classList.toggle('agrandie', v.taille > 1);
    });
    plus = bouton('+', mots.plus, function () { vue.agrandit(PAS); });
    moins = bouton('−', mots.moins, function () { vue.agrandit(1 / PAS); });
    entiere = bouton('⤢', mots.entiere, vue.entiere);
    boutons.append(plus, moins, entiere);
    var premier = relie(lieux, vue, rtl);
    var choix = choixDesSortes(lieux, function () {
      lieux.forEach(function (lieu) {
        lieu.li.hidden = !choix.montre(lieu.sorte);
        lieu.g.style.display = lieu.li.hidden ? 'none' : '';
      });
      premier();
      etat.textContent = mots.montres.replace('%s', nombre(lieux.filter(function (l) { return !l.li.hidden; }).length));
    });
    aide.id = 'carte_aide_' + rang;
    etat.setAttribute('role', 'status');
    svg.setAttribute('role', 'group');
    svg.querySelectorAll(':scope > path').forEach(function (trait) { trait.setAttribute('vector-effect', 'non-scaling-stroke'); });
    svg.querySelectorAll('text').forEach(function (texte) { if (!texte.closest('g')) texte.setAttribute('aria-hidden', 'true'); });
    region.setAttribute('role', 'application');
    region.setAttribute('aria-roledescription', mots.carte);
    region.setAttribute('aria-describedby', aide.id);
    region.before(choix, boutons);
    figure.append(aide, etat);
    bloc.classList.add('interactive');
    clavier(region, vue);
    tire(svg, vue);
    premier();
    vue.entiere();
  }

  document.querySelectorAll('.carte-lieux').forEach(anime);
})();
