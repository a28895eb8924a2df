-- SPDX-License-Identifier: MIT-0
-- Le bilan des actions, pour une année ou une période :
--   ::: bilan annee=2026                     l’état de chaque action au 31 décembre 2026
--   ::: bilan partie=moyens annee=2026       … et les autres parties, ci-dessous
--   ::: bilan partie=differences annee=2026 avec=2025
-- Dans une page « kind: bilan », l’année est celle de la page ; ailleurs, sans année, celle du jour donné par --clock.
-- partie : synthese (chiffres clés), etats (combien d’actions dans chaque état), actions (d’ordinaire), effets (objectifs, actions, effets
-- attendus, résultats, perspectives), fiches (tout, action par action), moyens (prévus et dépensés), indicateurs, couverture, resultats,
-- difficultes, perspectives, reunions, a-venir (ce qui reste à faire l’année d’après), a-completer (ce qui manque, par responsable),
-- differences. au=2026-06-30 : l’état ce jour-là. theme="Parentalité" : un seul thème. Rien n’est saisi deux fois : tout vient des fiches.

local couverture, suivi = require("couverture"), require("suivi")

local function bloc(nom, titre, options) return { type = "bloc", name = nom, title = titre, options = options } end

local function etat_de(a, jour)
  local etat, raison = suivi.etat_au(a, jour)
  return t(etat or suivi.SANS_ETAT), raison
end

-- Une liste vide devient un tiret, une liste d’un seul élément ce texte.
local function cellule(liste)
  local textes = {}
  for _, x in ipairs(liste or {}) do textes[#textes + 1] = x end
  if #textes > 1 then return textes end
  return textes[1] or "–"
end

-- Des euros entiers : les centimes d’une dépense n’apprennent rien à qui lit un bilan.
local function euros(x) return x and math.floor(x + 0.5) end

local parties = {}

function parties.synthese(c)
  local compte, items = suivi.compte(c.actions, c.quand.fin), {}
  local function chiffre_cle(valeur, texte) items[#items + 1] = "**" .. valeur .. "** " .. texte end
  local function part(n) return pourcent(#c.actions > 0 and 100 * n / #c.actions or 0, 0, 0) end
  chiffre_cle(nombre(#c.actions), t("Actions suivies"))
  chiffre_cle(part(compte["réalisée"]), t("Part des actions réalisées"))
  chiffre_cle(part(compte["reportée"] + compte["non réalisée"] + compte["abandonnée"]), t("Part des actions reportées ou arrêtées"))
  local prevu, depense = suivi.prevu(c.actions), suivi.depense(c.actions, c.quand)
  if depense then chiffre_cle(monnaie(euros(depense), "EUR"), t("Dépensé dans la période")) end
  if prevu then chiffre_cle(monnaie(euros(prevu), "EUR"), t("Prévu sur la durée")) end
  local reunions = #suivi.reunions(c.page, c.site, c.quand)
  if reunions > 0 then chiffre_cle(nombre(reunions), t("Réunions tenues")) end
  return { type = "bloc", name = "chiffres", content = { type = "liste", items = items } }
end

-- Un état par colonne ou, quand les thèmes sont peu nombreux, un état par ligne : le tableau tient alors sur une diapositive et un téléphone.
-- Un état où n’est aucune action n’y est pas.
function parties.etats(c)
  local etats, themes, en_tout = {}, suivi.par_theme(c.actions), suivi.compte(c.actions, c.quand.fin)
  for _, e in ipairs(suivi.ETATS) do
    if en_tout[e] > 0 then etats[#etats + 1] = e end
  end
  if en_tout[suivi.SANS_ETAT] > 0 then etats[#etats + 1] = suivi.SANS_ETAT end
  if #themes ~= 1 then themes[#themes + 1] = { nom = t("Total"), actions = c.actions } end
  local par_ligne, rows = #themes <= 4, {}
  local columns = { { id = "nom", label = par_ligne and t("État") or t("Thème") } }
  local function colonne(id, label) columns[#columns + 1] = { id = id, label = label, type = "integer" } end
  for k, e in ipairs(etats) do
    if par_ligne then rows[k] = { nom = t(e) } else colonne("c" .. k, t(e)) end
  end
  if par_ligne then rows[#rows + 1] = { nom = t("Total") } else colonne("total", t("Total")) end
  for i, th in ipairs(themes) do
    local compte = suivi.compte(th.actions, c.quand.fin)
    if par_ligne then
      colonne("c" .. i, th.nom)
      for k, e in ipairs(etats) do rows[k]["c" .. i] = compte[e] end
      rows[#rows]["c" .. i] = #th.actions
    else
      rows[i] = { nom = th.nom, total = #th.actions }
      for k, e in ipairs(etats) do rows[i]["c" .. k] = compte[e] end
    end
  end
  return { type = "tableau", columns = columns, rows = rows, caption = c.title or string.format(t("État des actions au %s"), date(c.quand.fin)) }
end

function parties.actions(c)
  local suite = {}
  for _, th in ipairs(suivi.par_theme(c.actions)) do
    local rows, avec_raison = {}, false
    for k, a in ipairs(th.actions) do
      local etat, raison = etat_de(a, c.quand.fin)
      rows[k] = { fiche = suivi.nom(a), adresse = "/" .. a.key, etat = etat, raison = raison }
      avec_raison = avec_raison or raison
    end
    local columns = { { id = "fiche", label = t("Action"), link = "adresse" }, { id = "etat", label = t("État") } }
    if avec_raison then
      for _, r in ipairs(rows) do r.raison = r.raison or "–" end
      columns[#columns + 1] = { id = "raison", label = t("Raison") }
    end
    suite[#suite + 1] = { type = "tableau", columns = columns, rows = rows,
                          caption = string.format(t("%s : état au %s"), th.nom, date(c.quand.fin)) }
  end
  return suite
end

-- Le tableau d’un bilan de projet : ce que l’on voulait, ce qui a été fait, ce que l’on en attendait, ce qui en est venu, la suite. Les
-- actions d’un même objectif n’ont qu’une cellule d’objectif.
function parties.effets(c)
  local suite = {}
  for _, th in ipairs(suivi.par_theme(c.actions)) do
    local rows, effets = {}, false
    for k, a in ipairs(th.actions) do
      local objectifs = {}
      for i, o in ipairs(a.objectifs or {}) do
        local titre = a.theme and objectif(a.theme, o)
        objectifs[i] = titre and o .. " – " .. titre or o
      end
      local perspectives, etat, raison = suivi.dits(a, c.quand, "perspectives"), etat_de(a, c.quand.fin)
      rows[k] = {
        objectifs = cellule(objectifs), action = suivi.nom(a) .. " (" .. etat .. (raison and t(" : ") .. raison or "") .. ")", adresse = "/" .. a.key,
        effets = cellule(a.effets), resultats = cellule(suivi.dits(a, c.quand, "resultats")),
        perspectives = cellule(#perspectives > 0 and perspectives or a.perspectives),
      }
      effets = effets or a.effets
    end
    local columns = { { id = "objectifs", label = t("Objectifs") }, { id = "action", label = t("Action et état"), link = "adresse" },
                      { id = "effets", label = t("Effets attendus") }, { id = "resultats", label = t("Résultats") },
                      { id = "perspectives", label = t("Perspectives") } }
    if not effets then table.remove(columns, 3) end
    suite[#suite + 1] = { type = "tableau", caption = th.nom, rows = rows, columns = columns, regrouper = "objectifs" }
  end
  return suite
end

-- Action par action : l’état et ce qui s’est passé dans la période.
function parties.fiches(c)
  local suite = {}
  local function rubrique(titre, liste)
    if #liste > 0 then suite[#suite + 1] = "**" .. titre .. "**" .. t(" : ") .. brut(table.concat(liste, " ")) end
  end
  for _, th in ipairs(suivi.par_theme(c.actions)) do
    suite[#suite + 1] = { type = "titre", level = 2, text = th.nom }
    for _, a in ipairs(th.actions) do
      local etat, raison = etat_de(a, c.quand.fin)
      suite[#suite + 1] = { type = "titre", level = 3, text = suivi.nom(a) }
      rubrique(t("État"), { etat .. (raison and ". " .. raison or "") })
      rubrique(t("Responsable"), { a.responsable })
      rubrique(t("Résultats"), suivi.dits(a, c.quand, "resultats"))
      rubrique(t("Difficultés"), suivi.dits(a, c.quand, "difficultes"))
      rubrique(t("Perspectives"), suivi.dits(a, c.quand, "perspectives"))
      local prevu, depense = suivi.prevu({ a }), suivi.depense({ a }, c.quand)
      local moyens = {}
      if depense then moyens[1] = t("Dépensé dans la période") .. t(" : ") .. monnaie(depense, "EUR") .. "." end
      if prevu then moyens[#moyens + 1] = t("Prévu sur la durée") .. t(" : ") .. monnaie(prevu, "EUR") .. "." end
      rubrique(t("Moyens"), moyens)
    end
  end
  return suite
end

function parties.moyens(c)
  local rows, sans = {}, 0
  local function ligne(nom, actions)
    local p, d = suivi.prevu(actions), suivi.depense(actions, c.quand)
    return { theme = nom, prevu = euros(p), depense = euros(d), part = p and d and p > 0 and 100 * d / p or nil }
  end
  for k, th in ipairs(suivi.par_theme(c.actions)) do rows[k] = ligne(th.nom, th.actions) end
  rows[#rows + 1] = ligne(t("Total"), c.actions)
  for _, a in ipairs(c.actions) do
    if not a.couts or #a.couts == 0 then sans = sans + 1 end
  end
  return {
    type = "tableau", rows = rows, caption = c.title or string.format(t("Moyens : %s"), periode(c.quand.debut, c.quand.fin)),
    columns = { { id = "theme", label = t("Thème") }, { id = "prevu", label = t("Prévu sur la durée (€)"), type = "integer" },
                { id = "depense", label = t("Dépensé dans la période (€)"), type = "integer" },
                { id = "part", label = t("Part"), type = "percent", decimals = 0 } },
    note = sans > 0 and n("%d fiche sans coût.", "%d fiches sans coût.", sans) or nil,
  }
end

-- Les indicateurs de la page (champ indicateurs), sinon tous, de l’année d’avant et de la période.
function parties.indicateurs(c)
  local choix = c.page.indicateurs and #c.page.indicateurs > 0 and {} or nil
  for k, id in ipairs(choix and c.page.indicateurs or {}) do choix[k] = id end
  return bloc("indicateurs", c.title or t("Indicateurs"), {
    choix = choix and table.concat(choix, ";") .. ";" or nil, evolution = "non", depart = "oui", tendance = "oui",
    annees = math.min(tonumber(string.sub(c.quand.debut, 1, 4)), c.quand.annee - 1) .. "-" .. c.quand.annee })
end

-- Le taux par commune, pour la dernière année connue jusqu’à celle du bilan, avec les territoires de comparaison de la page.
function parties.couverture(c)
  local annee = couverture.annee(c.quand.annee)
  if not annee then return t("Le taux de couverture n’est connu pour aucune année jusqu’à celle du bilan.") end
  local comparer = {}
  for k, code in ipairs(c.page.comparer or {}) do comparer[k] = code end
  return bloc("couverture", c.title, { annee = annee, comparer = #comparer > 0 and table.concat(comparer, ",") or nil, parts = "non" })
end

-- Résultats, difficultés, perspectives de la période, action par action.
local function rubrique(champ)
  return function(c)
    local suite = {}
    for _, th in ipairs(suivi.par_theme(c.actions)) do
      local items = {}
      for _, a in ipairs(th.actions) do
        local dits = suivi.dits(a, c.quand, champ)
        if #dits == 0 and champ == "perspectives" then
          for _, x in ipairs(a.perspectives or {}) do dits[#dits + 1] = x end
        end
        if #dits > 0 then items[#items + 1] = suivi.lien(a) .. t(" : ") .. brut(table.concat(dits, " ")) end
      end
      if #items > 0 then
        suite[#suite + 1] = { type = "titre", level = 3, text = th.nom }
        suite[#suite + 1] = { type = "liste", items = items }
      end
    end
    if #suite == 0 then return t("Rien n’est noté pour cette période.") end
    return suite
  end
end

parties.resultats, parties.difficultes, parties.perspectives = rubrique("resultats"), rubrique("difficultes"), rubrique("perspectives")

function parties.reunions(c)
  local rows = {}
  for k, r in ipairs(suivi.reunions(c.page, c.site, c.quand)) do
    rows[k] = { jour = date(r.quand), reunion = r.page.title, adresse = "/" .. r.page.key, lieu = r.page.lieu }
  end
  if #rows == 0 then return t("Aucune réunion n’est notée pour cette période.") end
  return { type = "tableau", rows = rows, caption = c.title or t("Réunions tenues"), columns = {
    { id = "jour", label = t("Date") }, { id = "reunion", label = t("Réunion"), link = "adresse" }, { id = "lieu", label = t("Lieu") } } }
end

parties["a-venir"] = function(c)
  local suite = {}
  for _, th in ipairs(suivi.par_theme(suivi.a_venir(c.actions, c.quand))) do
    local rows = {}
    for k, a in ipairs(th.actions) do
      local suites = suivi.dits(a, c.quand, "perspectives")
      rows[k] = { fiche = suivi.nom(a), adresse = "/" .. a.key, etat = etat_de(a, c.quand.fin), echeance = a.fin and tostring(a.fin) or "–",
                  responsable = a.responsable or "–", suite = cellule(#suites > 0 and suites or a.perspectives) }
    end
    suite[#suite + 1] = { type = "tableau", rows = rows, caption = string.format(t("%s : à faire en %d"), th.nom, c.quand.annee + 1), columns = {
      { id = "fiche", label = t("Action"), link = "adresse" }, { id = "etat", label = t("État") }, { id = "echeance", label = t("Échéance") },
      { id = "responsable", label = t("Responsable") }, { id = "suite", label = t("Perspectives") } } }
  end
  if #suite == 0 then return t("Aucune action ne reste à faire.") end
  return suite
end

-- Ce qui manque pour que le bilan soit complet, par responsable.
local function manques(a, quand)
  local liste, etat, raison = {}, suivi.etat_au(a, quand.fin)
  local function manque(quoi) liste[#liste + 1] = t(quoi) end
  if #suivi.suivi_de(a, quand) == 0 then manque("pas de suivi dans la période") end
  if not etat then manque("état") end
  if suivi.SANS_SUITE[etat] and not raison then manque("raison") end
  if etat == "réalisée" and #suivi.dits(a, quand, "resultats") == 0 and not (a.resultats and #a.resultats > 0) then manque("résultats") end
  if not a.responsable then manque("responsable") end
  if not a.indicateurs or #a.indicateurs == 0 then manque("indicateurs") end
  if not a.couts or #a.couts == 0 then manque("coûts") end
  if not a.debut or not a.fin then manque("échéancier") end
  return liste
end

parties["a-completer"] = function(c)
  local qui, rang = {}, {}
  for _, a in ipairs(c.actions) do
    local m = manques(a, c.quand)
    if #m > 0 then
      local nom = a.responsable or t("Sans responsable")
      if not rang[nom] then
        qui[#qui + 1] = { nom = nom, items = {} }
        rang[nom] = qui[#qui]
      end
      table.insert(rang[nom].items, suivi.lien(a) .. t(" : ") .. table.concat(m, ", "))
    end
  end
  if #qui == 0 then return t("Toutes les fiches sont complètes.") end
  table.sort(qui, function(a, b) return a.nom < b.nom end)
  local suite = {}
  for _, q in ipairs(qui) do
    suite[#suite + 1] = { type = "titre", level = 3, text = q.nom }
    suite[#suite + 1] = { type = "liste", items = q.items }
  end
  return suite
end

function parties.differences(c)
  local rows, pareil = {}, 0
  for _, action in ipairs(c.actions) do
    local a, b = suivi.etat_au(action, c.quand.avant), suivi.etat_au(action, c.quand.fin)
    if a ~= b then
      rows[#rows + 1] = { theme = action.theme, action = suivi.nom(action), adresse = "/" .. action.key,
                          a = t(a or suivi.SANS_ETAT), b = t(b or suivi.SANS_ETAT) }
    else
      pareil = pareil + 1
    end
  end
  if #rows == 0 then return t("Aucune action n’a changé d’état.") end
  return { type = "tableau", rows = rows, caption = c.title or t("Ce qui a changé d’état"), regrouper = "theme", columns = {
    { id = "theme", label = t("Thème") }, { id = "action", label = t("Action"), link = "adresse" },
    { id = "a", label = string.format(t("au %s"), date(c.quand.avant)) }, { id = "b", label = string.format(t("au %s"), date(c.quand.fin)) } },
    note = pareil > 0 and n("%d action n’a pas changé d’état.", "%d actions n’ont pas changé d’état.", pareil) or nil }
end

return {
  options = {
    { name = "partie", english = "part", type = "choix",
      values = { "synthese", "etats", "actions", "effets", "fiches", "moyens", "indicateurs", "couverture", "resultats", "difficultes",
                 "perspectives", "reunions", "a-venir", "a-completer", "differences" } },
    { name = "annee", english = "year", type = "annee" },
    { name = "debut", english = "from", type = "annee" },
    { name = "fin", english = "to", type = "annee" },
    { name = "au", english = "on", type = "date" },
    { name = "avec", english = "with", type = "annee" },
    { name = "theme", english = "topic" },
  },
  make = function(args, content, page, data, site)
    local quand = suivi.periode(args, page, site)
    if not quand then return { type = "erreur", text = t("dites de quelle année est le bilan : annee=2026") } end
    return parties[args.partie or "actions"]({
      title = args.title, page = page, site = site, quand = quand, actions = suivi.actions(page, site, args.theme) })
  end,
}
