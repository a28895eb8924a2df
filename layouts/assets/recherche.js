/* SPDX-License-Identifier: MIT-0
 *
 * La recherche dans le site. L'index est en morceaux, que la page charge comme de simples scripts : la recherche marche
 * donc aussi depuis un dossier, sans serveur. Les règles des termes (accents, pluriels, articles) sont celles du
 * programme ; elles sont écrites dans src/search/terms.h et vérifiées des deux côtés.
 */
var livretRecherche = (function () {
  'use strict';

  var LONGUEUR = 24, MOTS = 5, FICHIERS = 2, RESULTATS = 10, EXTRAIT = 260;

  /* ---- Les termes d'un texte ---- */

  var TOMBE = /[\u0300-\u036f\u0483\u0484\u0591-\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u2060\u3099\u309a\ufeff]/g;
  var COLLE = /[\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var MOT = /[\p{L}\p{M}\p{N}]/u;
  var DEVIENT = {
    'ß': 'ss', 'æ': 'ae', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'ł': 'l', 'œ': 'oe', 'ς': 'σ',
    'ة': 'ه', 'ى': 'ي', 'ٱ': 'ا', 'ک': 'ك', 'ی': 'ي'
  };
  var ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xbe6];

  function devient(signe) {
    var code = signe.codePointAt(0), i;
    if (code < 0xdf) return signe;
    for (i = 0; i < ZEROS.length; i++) if (code >= ZEROS[i] && code < ZEROS[i] + 10) return String(code - ZEROS[i]);
    return DEVIENT[signe] || signe;
  }

  function sansFin(mot, langue) {
    var n = mot.length, article, tete;
    if (/^[\u0600-\u06ff]/.test(mot)) {
      article = /^[وبفك]ال/.test(mot) ? 3 : /^[ال]ل/.test(mot) ? 2 : 0;
      return article && n >= article + 3 ? mot.slice(article) : mot;
    }
    if (!/^[a-z]/.test(mot)) return mot;
    if (langue === 'de') {
      tete = ['ern', 'en', 'er', 'es', 'em', 'e', 'n', 's'].find(function (fin) { return n >= 4 + fin.length && mot.endsWith(fin); });
      return tete ? mot.slice(0, n - tete.length) : mot;
    }
    if (['fr', 'en', 'es', 'pt'].indexOf(langue) < 0) return mot;
    if (langue === 'fr' && n > 4 && /aux$/.test(mot) && !/eaux$/.test(mot)) return mot.slice(0, n - 2) + 'l';
    if (n > 3 && ((/s$/.test(mot) && !/ss$/.test(mot)) || (langue === 'fr' && /x$/.test(mot)))) return mot.slice(0, n - 1);
    return mot;
  }

  function termes(texte, langue) {
    var liste = [], mot = [], avant = '', seul = false;
    function finMot() {
      var entier = mot.slice(0, LONGUEUR).join('');
      if (entier && !/^[a-z]$/.test(entier)) liste.push(sansFin(entier, langue));
      mot = [];
    }
    function finCollee() {
      if (avant && seul) liste.push(avant);
      avant = '';
    }
    Array.from(texte.toLowerCase().normalize('NFKD').replace(TOMBE, '')).forEach(function (signe) {
      if (COLLE.test(signe)) {
        finMot();
        if (avant) liste.push(avant + signe);
        seul = !avant;
        avant = signe;
        return;
      }
      finCollee();
      if (MOT.test(signe)) mot.push.apply(mot, Array.from(devient(signe)));
      else finMot();
    });
    finMot();
    finCollee();
    return liste;
  }

  /* ---- Les morceaux de l'index ---- */

  var attentes = {}, dossier = '';

  function recu(nom) {
    return function (numero, contenu) {
      var cle = nom + numero;
      if (attentes[cle]) attentes[cle].arrive(contenu);
    };
  }

  function charge(cle) {
    if (!attentes[cle]) {
      var attente = attentes[cle] = {};
      attente.promesse = new Promise(function (arrive, echoue) {
        var script = document.createElement('script');
        attente.arrive = arrive;
        script.src = dossier + cle + '.js';
        script.onerror = function () { delete attentes[cle]; script.remove(); echoue(new Error(cle)); };
        document.head.appendChild(script);
      });
    }
    return attentes[cle].promesse;
  }

  /* Le rang du dernier élément qui ne dépasse pas la valeur, ou -1. */
  function rang(liste, valeur) {
    var bas = 0, haut = liste.length;
    while (bas < haut) {
      var milieu = (bas + haut) >> 1;
      if (liste[milieu] <= valeur) bas = milieu + 1; else haut = milieu;
    }
    return bas - 1;
  }

  /* ---- Des pages pour un terme : [page] = { poids, passage } ---- */

  function lisPages(texte, exact, pages) {
    var page = -1;
    texte.split(',').forEach(function (entree) {
      var parties = /^([0-9a-z]+)([A-I])([0-9a-z]*)$/.exec(entree);
      page += parseInt(parties[1], 36);
      var poids = (parties[2].charCodeAt(0) - 64) * (exact ? 3 : 1);
      if (!pages[page] || pages[page].poids < poids) pages[page] = { poids: poids, passage: parseInt(parties[3] || '0', 36) };
    });
  }

  function cherche(terme, index) {
    var premier = Math.max(0, rang(index.terms, terme));
    var fichiers = [], n;
    for (n = premier; n < index.terms.length && fichiers.length < FICHIERS; n++)
      if (n === premier || index.terms[n].startsWith(terme)) fichiers.push(charge('t' + n));
    return Promise.all(fichiers).then(function (textes) {
      var pages = {};
      textes.join(';').split(';').forEach(function (ligne) {
        var blanc = ligne.indexOf(' ');
        if (ligne.startsWith(terme)) lisPages(ligne.slice(blanc + 1), blanc === terme.length, pages);
      });
      return pages;
    });
  }

  /* Les pages qui ont tous les mots ; s'il n'y en a pas, celles qui en ont le plus. Un terme rare compte plus. */
  function classe(trouvees, index) {
    var total = {};
    trouvees.forEach(function (pages) {
      var numeros = Object.keys(pages), rarete = Math.log(2 + index.pages.length / (1 + numeros.length));
      numeros.forEach(function (numero) {
        var t = total[numero] = total[numero] || { page: Number(numero), mots: 0, note: 0, meilleure: 0, passage: 0 };
        var note = pages[numero].poids * rarete;
        t.mots++;
        t.note += note;
        if (note > t.meilleure) { t.meilleure = note; t.passage = pages[numero].passage; }
      });
    });
    var liste = Object.keys(total).map(function (numero) { return total[numero]; });
    var mots = liste.reduce(function (n, t) { return Math.max(n, t.mots); }, 0);
    return liste.filter(function (t) { return t.mots === mots; })
      .sort(function (a, b) { return b.note - a.note || a.page - b.page; });
  }

  /* Le rang du premier élément de chaque groupe. */
  function departs(tailles) {
    var somme = 0;
    return tailles.map(function (taille) { somme += taille; return somme - taille; });
  }

  function passage(t, index) {
    var numero = index.departPages[t.page] + t.passage;
    return charge('p' + rang(index.departFichiers, numero)).then(function (pages) {
      var page = pages[rang(pages.map(function (p) { return p[3]; }), numero)];
      var p = page[4][numero - page[3]];
      return { adresse: page[0], titre: page[1], falc: page[2] === 1, ancre: p[0], partie: p[1], texte: p[2] };
    });
  }

  /* ---- Les mots trouvés, dans le texte tel qu'il est écrit ---- */

  function commence(mot, demandes, langue) {
    return termes(mot, langue).some(function (terme) {
      return demandes.some(function (demande) { return terme.startsWith(demande); });
    });
  }

  /* [début, fin] des endroits du texte à marquer. */
  function endroits(texte, demandes, langue) {
    var liste = [], mots = /[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]+/gu, m;
    while ((m = mots.exec(texte))) {
      if (!COLLE.test(m[0])) {
        if (commence(m[0], demandes, langue)) liste.push([m.index, m.index + m[0].length]);
        continue;
      }
      demandes.forEach(function (demande) {
        for (var i = m[0].indexOf(demande); i >= 0; i = m[0].indexOf(demande, i + 1))
          liste.push([m.index + i, m.index + i + demande.length]);
      });
    }
    liste.sort(function (a, b) { return a[0] - b[0]; });
    return liste.reduce(function (unis, e) {
      var dernier = unis[unis.length - 1];
      if (dernier && e[0] <= dernier[1]) dernier[1] = Math.max(dernier[1], e[1]); else unis.push(e);
      return unis;
    }, []);
  }

  /* Un extrait autour du premier mot trouvé, coupé entre deux mots. */
  function bornes(texte, liste) {
    if (texte.length <= EXTRAIT) return [0, texte.length];
    var debut = Math.max(0, (liste.length ? liste[0][0] : 0) - EXTRAIT / 3);
    var fin = Math.min(texte.length, debut + EXTRAIT);
    debut = Math.max(0, Math.min(debut, fin - EXTRAIT));
    if (debut > 0) debut = texte.indexOf(' ', debut) + 1 || debut;
    if (fin < texte.length) fin = Math.max(texte.lastIndexOf(' ', fin), debut + 1);
    return [debut, fin];
  }

  function marque(element, texte, liste, debut, fin) {
    var ici = debut;
    if (debut > 0) element.append('… ');
    liste.forEach(function (e) {
      if (e[0] < ici || e[1] > fin) return;
      var m = document.createElement('mark');
      m.textContent = texte.slice(e[0], e[1]);
      element.append(texte.slice(ici, e[0]), m);
      ici = e[1];
    });
    element.append(texte.slice(ici, fin));
    if (fin < texte.length) element.append(' …');
  }

  /* ---- La page ---- */

  function element(nom, classe) {
    var e = document.createElement(nom);
    if (classe) e.className = classe;
    return e;
  }

  function nombre(n, zero) {
    return String(n).replace(/\d/g, function (chiffre) { return String.fromCodePoint(zero.codePointAt(0) + Number(chiffre)); });
  }

  function resultat(r, demandes, zone) {
    var langue = zone.dataset.langue, li = element('li', 'resultat'), titre = element('h2'), lien = element('a'), texte = element('p');
    var liste = endroits(r.titre, demandes, langue);
    lien.href = zone.dataset.racine + r.adresse.split('/').map(encodeURIComponent).join('/') + (r.ancre ? '#' + encodeURIComponent(r.ancre) : '');
    marque(lien, r.titre, liste, 0, r.titre.length);
    titre.append(lien);
    if (r.falc) {
      var etiquette = element('span', 'etiquette');
      etiquette.textContent = zone.dataset.falc;
      titre.append(' ', etiquette);
    }
    li.append(titre);
    if (r.partie) {
      var partie = element('p', 'partie');
      marque(partie, r.partie, endroits(r.partie, demandes, langue), 0, r.partie.length);
      li.append(partie);
    }
    liste = endroits(r.texte, demandes, langue);
    var b = bornes(r.texte, liste);
    marque(texte, r.texte, liste, b[0], b[1]);
    if (r.texte) li.append(texte);
    return li;
  }

  function montre(zone, question) {
    var etat = zone.querySelector('[role="status"]'), liste = zone.querySelector('ol'), tour = ++zone.livretTour;
    var demandes = termes(question, zone.dataset.langue).filter(function (t, i, tous) { return tous.indexOf(t) === i; }).slice(0, MOTS);
    function dit(message, resultats) {
      if (tour !== zone.livretTour) return;
      etat.textContent = message;
      liste.replaceChildren.apply(liste, resultats);
    }
    if (demandes.length === 0) return dit(question.trim() ? zone.dataset.rien : '', []);
    etat.textContent = zone.dataset.attente;
    charge('index').then(function (index) {
      return Promise.all(demandes.map(function (t) { return cherche(t, index); })).then(function (trouvees) {
        var pages = classe(trouvees, index);
        return Promise.all(pages.slice(0, RESULTATS).map(function (t) { return passage(t, index); })).then(function (resultats) {
          dit(pages.length ? zone.dataset.trouve.replace('%s', nombre(pages.length, zone.dataset.zero)) : zone.dataset.rien,
            resultats.map(function (r) { return resultat(r, demandes, zone); }));
        });
      });
    }).catch(function () { dit(zone.dataset.panne, []); });
  }

  function commenceLaPage() {
    var zone = document.getElementById('recherche');
    if (!zone) return;
    var champ = zone.querySelector('input[type="search"]'), formulaire = zone.querySelector('form');
    dossier = zone.dataset.racine + 'search/' + zone.dataset.langue + '/';
    zone.livretTour = 0;
    formulaire.hidden = false;
    champ.value = new URLSearchParams(location.search).get('q') || '';
    formulaire.addEventListener('submit', function (evenement) {
      evenement.preventDefault();
      history.replaceState(null, '', '?q=' + encodeURIComponent(champ.value));
      montre(zone, champ.value);
    });
    if (champ.value) montre(zone, champ.value);
  }

  if (typeof document !== 'undefined') {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', commenceLaPage);
    else commenceLaPage();
  }

  return {
    index: function (contenu) {
      contenu.departPages = departs(contenu.pages);
      contenu.departFichiers = departs(contenu.files);
      if (attentes.index) attentes.index.arrive(contenu);
    },
    terms: recu('t'),
    passages: recu('p'),
    termes: termes
  };
})();
