/* SPDX-License-Identifier: MIT-0
 *
 * Les diapositives d'une page, une à une et en pleine fenêtre. La page les a déjà, l'une sous l'autre : ce script ne fait que
 * les déplacer dans une boîte de dialogue le temps de la présentation, et les remettre à leur place.
 *
 * ← → Page préc. et Page suiv. : la diapositive d'avant, celle d'après (les flèches suivent le sens de lecture) ; Début, Fin ;
 * n : les notes de l'orateur ; Échap : la page.
 */
(function () {
  'use strict';

  var contenu = document.getElementById('diaporama'), bouton = document.getElementById('presenter');
  if (!contenu || !bouton || !window.HTMLDialogElement) return;
  var diapos = Array.prototype.slice.call(contenu.querySelectorAll('.diapo'));
  if (diapos.length < 2) return;
  var mots = contenu.dataset, couverture = contenu.querySelector('.couverture');
  var droiteAGauche = getComputedStyle(contenu).direction === 'rtl';
  var ici = 0, place = document.createComment('diaporama');

  /* ---- La boîte de dialogue ---- */

  function creer(nom, classe, parent) {
    var e = document.createElement(nom);
    e.className = classe;
    parent.appendChild(e);
    return e;
  }

  function commande(signe, nom, action) {
    var e = creer('button', 'commande', barre);
    e.type = 'button';
    if (signe) e.setAttribute('aria-label', nom);
    e.textContent = signe || nom;
    e.addEventListener('click', action);
    return e;
  }

  var boite = creer('dialog', 'presentation', document.body);
  boite.setAttribute('aria-label', mots.nom);
  var scene = creer('div', 'scene', boite), barre = creer('div', 'commandes', boite);
  var annonce = creer('p', 'cache', boite);
  annonce.setAttribute('role', 'status');
  annonce.setAttribute('aria-live', 'polite');
  var precedente = commande(droiteAGauche ? '→' : '←', mots.precedente, function () { montrer(ici - 1); });
  var compte = creer('span', 'compte', barre);
  compte.setAttribute('aria-hidden', 'true');
  var suivante = commande(droiteAGauche ? '←' : '→', mots.suivante, function () { montrer(ici + 1); });
  var notes = commande('', mots.notes, function () { montrerNotes(!boite.classList.contains('avec-notes')); });
  notes.setAttribute('aria-pressed', 'false');
  commande('×', mots.quitter, function () { boite.close(); });

  /* ---- Une diapositive ---- */

  function chiffres(n) {
    var zero = mots.zero.codePointAt(0);
    return String(n).replace(/\d/g, function (c) { return String.fromCodePoint(zero + Number(c)); });
  }

  function titre(diapo) {
    var e = diapo.querySelector('h1, h2, h3, h4, h5, h6, .couverture-titre');
    return e ? e.textContent.trim() : '';
  }

  function montrer(n) {
    ici = Math.max(0, Math.min(n, diapos.length - 1));
    diapos.forEach(function (d, i) { d.hidden = i !== ici; });
    var valeurs = [chiffres(ici + 1), chiffres(diapos.length)], rang = 0;
    compte.textContent = valeurs.join(' / ');
    annonce.textContent = mots.position.replace(/%d/g, function () { return valeurs[rang++]; }) + (titre(diapos[ici]) ? '. ' + titre(diapos[ici]) : '');
    [[precedente, ici === 0], [suivante, ici === diapos.length - 1]].forEach(function (c) {
      c[0].setAttribute('aria-disabled', String(c[1]));
    });
    scene.scrollTop = 0;
    /* Une diapositive plus haute que la fenêtre se fait défiler au clavier. */
    if (scene.scrollHeight > scene.clientHeight) scene.tabIndex = 0;
    else scene.removeAttribute('tabindex');
  }

  function montrerNotes(oui) {
    boite.classList.toggle('avec-notes', oui);
    notes.setAttribute('aria-pressed', String(oui));
    if (oui && diapos[ici].querySelector('.notes-orateur')) annonce.textContent = diapos[ici].querySelector('.notes-orateur').textContent;
  }

  /* ---- Entrer et sortir ---- */

  function presenter() {
    contenu.before(place);
    scene.appendChild(contenu);
    document.documentElement.classList.add('en-presentation');
    boite.showModal();
    suivante.focus();
    montrer(ici);
  }

  function quitter() {
    place.replaceWith(contenu);
    diapos.forEach(function (d) { d.hidden = d === couverture; });
    document.documentElement.classList.remove('en-presentation');
    montrerNotes(false);
    bouton.focus({ preventScroll: ici > 0 });
    if (ici > 0) diapos[ici].scrollIntoView({ block: 'start' });
  }

  function defileDeCote(e) {
    var zone = e.closest && e.closest('.defile, .table-scroll');
    return zone && zone.scrollWidth > zone.clientWidth;
  }

  boite.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    var avance = droiteAGauche ? 'ArrowLeft' : 'ArrowRight', recule = droiteAGauche ? 'ArrowRight' : 'ArrowLeft';
    var fleche = e.key === avance || e.key === recule;
    if (fleche && defileDeCote(e.target)) return;
    if (e.key === avance || e.key === 'PageDown') montrer(ici + 1);
    else if (e.key === recule || e.key === 'PageUp') montrer(ici - 1);
    else if (e.key === 'Home') montrer(0);
    else if (e.key === 'End') montrer(diapos.length - 1);
    else if (e.key === 'n' || e.key === 'N') montrerNotes(!boite.classList.contains('avec-notes'));
    else return;
    e.preventDefault();
  });
  boite.addEventListener('close', quitter);
  bouton.addEventListener('click', presenter);
  bouton.hidden = false;
}());
