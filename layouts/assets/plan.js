/* SPDX-License-Identifier: MIT-0
 *
 * Le tableau du plan : replier un thème ou un axe, et ne garder que les lignes qui contiennent des mots. Sans JavaScript,
 * tout le tableau est là. Les cellules qui couvrent plusieurs lignes restent les mêmes éléments : elles sont déplacées sur
 * la première ligne visible de leur groupe. L’adresse d’une ligne (#fiche-…) déplie ce qui la cache.
 */
(function () {
  'use strict';

  var mots = document.currentScript ? document.currentScript.dataset : {};

  function uni(texte) {
    return texte.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replace(/\s+/g, ' ');
  }

  /* Le nom qui suit « # » dans l’adresse de la page ; rien s’il est mal écrit. */
  function adresse() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (e) {
      return '';
    }
  }

  /* Les cellules du tableau, avec leur place : un groupe par cellule, et pour chaque ligne celui de chaque colonne. */
  function lire(table) {
    var lignes = Array.from(table.tBodies[0].rows), grille = lignes.map(function () { return []; }), groupes = [];
    lignes.forEach(function (tr, i) {
      var colonne = 0;
      Array.from(tr.cells).forEach(function (cellule) {
        while (grille[i][colonne]) colonne++;
        var groupe = { cellule: cellule, ligne: i, hauteur: cellule.rowSpan, colonne: colonne, largeur: cellule.colSpan, replie: false };
        groupes.push(groupe);
        for (var y = i; y < i + groupe.hauteur && y < lignes.length; y++)
          for (var x = colonne; x < colonne + groupe.largeur; x++) grille[y][x] = groupe;
      });
    });
    return { lignes: lignes, grille: grille, groupes: groupes, colonnes: table.tHead.rows[0].cells.length };
  }

  function installer(table, rang) {
    var plan = lire(table), corps = table.tBodies[0], cherche = '', boutons = [];
    var textes = plan.grille.map(function (groupes) {
      return uni(groupes.map(function (g) { return g.cellule.textContent; }).join(' '));
    });

    function admise(i) {
      return cherche.split(' ').every(function (mot) { return textes[i].indexOf(mot) >= 0; });
    }

    /* Le groupe replié le plus large qui contient la ligne. */
    function repli(i) {
      return plan.grille[i].find(function (g) { return g.replie; }) || null;
    }

    function fiches(groupe) {
      var n = 0;
      for (var i = groupe.ligne; i < groupe.ligne + groupe.hauteur; i++)
        if (plan.lignes[i].id && admise(i)) n++;
      return n;
    }

    function montrer() {
      var montrees = [], vus = new Set(), poses = new Set(), nombre = 0;
      plan.lignes.forEach(function (tr, i) {
        var groupe = repli(i);
        if (!admise(i)) return;
        nombre++;
        if (groupe && vus.has(groupe)) return;
        if (groupe) vus.add(groupe);
        montrees.push({ i: i, groupe: groupe });
      });
      var nouveau = document.createDocumentFragment();
      montrees.forEach(function (m, k) {
        var tr = m.groupe ? document.createElement('tr') : plan.lignes[m.i], fin = m.groupe ? m.groupe.colonne + m.groupe.largeur : plan.colonnes;
        if (!m.groupe) while (tr.firstChild) tr.firstChild.remove();
        for (var x = 0; x < fin; x++) {
          var g = plan.grille[m.i][x];
          if (!g || poses.has(g)) continue;
          poses.add(g);
          g.cellule.rowSpan = montrees.slice(k).filter(function (o) { return plan.grille[o.i][x] === g; }).length;
          tr.appendChild(g.cellule);
        }
        if (m.groupe && fin < plan.colonnes) {
          var reste = document.createElement('td');
          reste.colSpan = plan.colonnes - fin;
          reste.className = 'manquant';
          reste.textContent = (mots.fiches || '%s').replace('%s', fiches(m.groupe));
          tr.appendChild(reste);
        }
        nouveau.appendChild(tr);
      });
      corps.replaceChildren(nouveau);
      tout.textContent = boutons.some(function (b) { return !b.groupe.replie; }) ? mots.replier || '' : mots.deplier || '';
      etat.textContent = cherche ? (nombre ? (mots.lignes || '%s').replace('%s', nombre) : mots.rien || '') : '';
    }

    function plier(b, oui) {
      b.groupe.replie = oui;
      b.bouton.setAttribute('aria-expanded', String(!oui));
    }

    function plierTout(oui) {
      boutons.forEach(function (b) { plier(b, oui); });
    }

    /* La ligne de l’adresse, si elle est de ce plan et qu’on ne la voit pas. */
    function atteindre() {
      var id = adresse();
      var i = plan.lignes.findIndex(function (tr) { return id && tr.id === id; });
      if (i < 0 || document.getElementById(id)) return;
      if (!admise(i)) champ.value = cherche = '';
      boutons.forEach(function (b) {
        if (plan.grille[i].indexOf(b.groupe) >= 0) plier(b, false);
      });
      montrer();
      location.replace('#' + id);
    }

    plan.groupes.forEach(function (groupe) {
      var c = groupe.cellule;
      if (groupe.hauteur < 2 || !/\bplan-(theme|axe)\b/.test(c.className)) return;
      var bouton = document.createElement('button'), place = c.firstElementChild && c.firstElementChild.tagName === 'P' ? c.firstElementChild : c;
      var nom = place.firstChild;
      bouton.type = 'button';
      bouton.className = 'plan-pli';
      bouton.setAttribute('aria-expanded', 'true');
      if (nom) bouton.appendChild(nom);
      place.insertBefore(bouton, place.firstChild);
      var pli = { groupe: groupe, bouton: bouton };
      bouton.addEventListener('click', function () {
        plier(pli, !groupe.replie);
        montrer();
        bouton.focus();
      });
      boutons.push(pli);
    });

    var barre = document.createElement('div'), etiquette = document.createElement('label'), champ = document.createElement('input');
    var etat = document.createElement('p'), tout = document.createElement('button');
    barre.className = 'plan-barre';
    champ.type = 'search';
    champ.id = 'plan-filtre-' + rang;
    champ.autocomplete = 'off';
    etiquette.htmlFor = champ.id;
    etiquette.textContent = mots.filtre || 'Filtrer';
    etat.setAttribute('role', 'status');
    champ.addEventListener('input', function () {
      var avant = cherche;
      cherche = uni(champ.value).trim();
      if (!avant && cherche) plierTout(false);
      montrer();
    });
    barre.append(etiquette, champ);
    if (boutons.length) {
      tout.type = 'button';
      tout.textContent = mots.replier || '';
      tout.addEventListener('click', function () {
        plierTout(boutons.some(function (b) { return !b.groupe.replie; }));
        montrer();
      });
      barre.append(tout);
    }
    barre.append(etat);
    (table.closest('.defile') || table).before(barre);
    addEventListener('hashchange', atteindre);
  }

  document.querySelectorAll('table.plan').forEach(function (table, rang) {
    if (table.tHead && table.tBodies.length === 1) installer(table, rang + 1);
  });
})();
