-- SPDX-License-Identifier: MIT-0
-- Le bilan des fiches action, pour une année ou une période :
--   ::: bilan annee=2026                     l’état de chaque action au 31 décembre 2026
--   ::: bilan partie=moyens annee=2026       … et les autres parties, ci-dessous
--   ::: bilan partie=differences annee=2026 avec=2025
-- partie : etats (combien d’actions dans chaque état), actions (d’ordinaire), effets (objectifs, actions, résultats, perspectives), moyens
-- (prévus et dépensés), resultats, difficultes, perspectives, reunions, a-completer (ce qui manque, par responsable), differences.
-- au=2026-06-30 : l’état ce jour-là. theme="Parentalité" : un seul thème. Rien n’est saisi deux fois : tout vient des fiches (champ suivi).

local ETATS = { "réalisée", "en cours", "à lancer", "reportée", "non réalisée", "abandonnée" }
local SANS_ETAT = "non renseigné"

-- « 2025 » et « 2025-06 » valent la fin de l’année et du mois.
local function fin_de(jour)
  jour = jour and tostring(jour) or ""
  if #jour == 4 then return jour .. "-12-31" end
  if #jour == 7 then return jour .. "-31" end
  return string.sub(jour, 1, 10)
end

local function debut_de(jour)
  jour = tostring(jour)
  if #jour == 4 then return jour .. "-01-01" end
  if #jour == 7 then return jour .. "-01" end
  return jour
end

-- La période d’un bilan : du premier au dernier jour, et le jour où l’on regarde l’état.
local function periode_de(args)
  local debut = args.debut or args.annee
  local fin = args.fin or args.annee or args.debut
  return debut_de(debut), fin_de(args.au or fin)
end

-- --- les fiches

local function cle(f) return (f.theme or "") .. "\0" .. string.format("%06d", tonumber(string.match(f.numero or "", "%d+")) or 999999) end

local function fiches(args, page, site)
  local liste = {}
  for _, p in ipairs(site.pages) do
    local meme = p.kind == "action" and p.lang == page.lang
    if meme and (not args.theme or p.theme == args.theme) then liste[#liste + 1] = p end
  end
  table.sort(liste, function(a, b)
    local x, y = cle(a), cle(b)
    if x ~= y then return x < y end
    return a.path < b.path
  end)
  return liste
end

-- L’état à un jour : celui de la dernière ligne de suivi jusqu’à ce jour ; sans suivi, celui de la fiche.
local function etat_au(fiche, jour)
  local dernier
  for _, s in ipairs(fiche.suivi or {}) do
    local quand = fin_de(s.date)
    if quand <= jour and (not dernier or quand >= fin_de(dernier.date)) then dernier = s end
  end
  if dernier then return dernier.etat, dernier.raison end
  if fiche.suivi and #fiche.suivi > 0 then return nil, nil end
  return fiche.etat, fiche.raison
end

-- Les lignes de suivi de la période.
local function suivi_de(fiche, debut, fin)
  local lignes = {}
  for _, s in ipairs(fiche.suivi or {}) do
    local quand = fin_de(s.date)
    if quand >= debut and quand <= fin then lignes[#lignes + 1] = s end
  end
  return lignes
end

local function nom_de(fiche)
  return (fiche.numero and fiche.numero .. ". " or "") .. fiche.title
end

local function par_theme(liste)
  local themes, rang = {}, {}
  for _, f in ipairs(liste) do
    local nom = f.theme or t("Sans thème")
    if not rang[nom] then
      themes[#themes + 1] = { nom = nom, fiches = {} }
      rang[nom] = themes[#themes]
    end
    table.insert(rang[nom].fiches, f)
  end
  return themes
end

local function texte(v)
  if type(v) == "string" then return v end
  local morceaux = {}
  for _, x in ipairs(v or {}) do morceaux[#morceaux + 1] = x end
  return #morceaux > 0 and table.concat(morceaux, " ; ") or nil
end

-- « 23 958 € » → 23958 ; rien quand ce n’est pas un nombre sûr.
local function montant(v)
  local c = v and chiffre(tostring(v))
  if c and c.kind == "number" and (not c.sense or c.sense == "about") then return c.value end
end

local function somme(liste, quoi)
  local total, connu = 0, false
  for _, x in ipairs(liste) do
    local n = quoi(x)
    if n then total, connu = total + n, true end
  end
  return connu and total or nil
end

-- --- les parties

local parties = {}

function parties.etats(args, liste)
  local _, jour = periode_de(args)
  local columns = { { id = "theme", label = t("Thème") } }
  for k, e in ipairs(ETATS) do columns[#columns + 1] = { id = "e" .. k, label = t(e), type = "integer" } end
  columns[#columns + 1] = { id = "sans", label = t(SANS_ETAT), type = "integer" }
  columns[#columns + 1] = { id = "total", label = t("Total"), type = "integer" }
  local rows, tous = {}, { theme = t("Total"), sans = 0, total = 0 }
  for k in ipairs(ETATS) do tous["e" .. k] = 0 end
  for _, th in ipairs(par_theme(liste)) do
    local row = { theme = th.nom, sans = 0, total = #th.fiches }
    for k in ipairs(ETATS) do row["e" .. k] = 0 end
    for _, f in ipairs(th.fiches) do
      local etat, vu = etat_au(f, jour), false
      for k, e in ipairs(ETATS) do
        if etat == e then row["e" .. k], vu = row["e" .. k] + 1, true end
      end
      if not vu then row.sans = row.sans + 1 end
    end
    for id, n in pairs(row) do
      if id ~= "theme" then tous[id] = tous[id] + n end
    end
    rows[#rows + 1] = row
  end
  rows[#rows + 1] = tous
  return { type = "tableau", columns = columns, rows = rows, caption = args.title or string.format(t("État des actions au %s"), date(jour)) }
end

function parties.actions(args, liste)
  local _, jour = periode_de(args)
  local suite = {}
  for _, th in ipairs(par_theme(liste)) do
    local rows = {}
    for _, f in ipairs(th.fiches) do
      local etat, raison = etat_au(f, jour)
      rows[#rows + 1] = { fiche = nom_de(f), adresse = "/" .. f.key, etat = t(etat or SANS_ETAT), raison = raison,
                          responsable = f.responsable }
    end
    local avec_raison = false
    for _, r in ipairs(rows) do avec_raison = avec_raison or r.raison end
    local columns = { { id = "fiche", label = t("Action"), link = "adresse" }, { id = "etat", label = t("État") } }
    if avec_raison then
      for _, r in ipairs(rows) do r.raison = r.raison or "–" end
      columns[#columns + 1] = { id = "raison", label = t("Raison") }
    end
    suite[#suite + 1] = { type = "tableau", columns = columns, rows = rows,
                          caption = string.format(t("%s : état au %s"), th.nom, date(jour)) }
  end
  return suite
end

-- Le tableau d’un bilan de projet : ce que l’on voulait, ce qui a été fait, ce qui en est venu, la suite.
function parties.effets(args, liste)
  local debut, fin = periode_de(args)
  local suite = {}
  for _, th in ipairs(par_theme(liste)) do
    local rows = {}
    for _, f in ipairs(th.fiches) do
      local resultats, difficultes, perspectives = {}, {}, {}
      for _, s in ipairs(suivi_de(f, debut, fin)) do
        resultats[#resultats + 1] = texte(s.resultats)
        difficultes[#difficultes + 1] = texte(s.difficultes)
        perspectives[#perspectives + 1] = texte(s.perspectives)
      end
      local etat = etat_au(f, fin)
      rows[#rows + 1] = {
        objectifs = texte(f.objectifs) or "–", action = nom_de(f) .. " (" .. t(etat or SANS_ETAT) .. ")", adresse = "/" .. f.key,
        resultats = texte(resultats) or "–", perspectives = texte(perspectives) or texte(f.perspectives) or "–",
      }
    end
    suite[#suite + 1] = { type = "tableau", caption = th.nom, rows = rows, columns = {
      { id = "objectifs", label = t("Objectifs") }, { id = "action", label = t("Action et état"), link = "adresse" },
      { id = "resultats", label = t("Résultats") }, { id = "perspectives", label = t("Perspectives") } } }
  end
  return suite
end

function parties.moyens(args, liste)
  local debut, fin = periode_de(args)
  local rows, prevu, depense, sans = {}, nil, nil, 0
  for _, th in ipairs(par_theme(liste)) do
    local p = somme(th.fiches, function(f) return somme(f.couts or {}, function(c) return montant(c.montant) end) end)
    local d = somme(th.fiches, function(f) return somme(suivi_de(f, debut, fin), function(s) return montant(s.depense) end) end)
    for _, f in ipairs(th.fiches) do
      if not f.couts or #f.couts == 0 then sans = sans + 1 end
    end
    rows[#rows + 1] = { theme = th.nom, prevu = p, depense = d, part = p and d and p > 0 and 100 * d / p or nil }
    if p then prevu = (prevu or 0) + p end
    if d then depense = (depense or 0) + d end
  end
  rows[#rows + 1] = { theme = t("Total"), prevu = prevu, depense = depense, part = prevu and depense and prevu > 0 and 100 * depense / prevu or nil }
  return {
    type = "tableau", rows = rows, caption = args.title or string.format(t("Moyens : %s"), periode(debut, fin)),
    columns = { { id = "theme", label = t("Thème") }, { id = "prevu", label = t("Prévu sur la durée (€)"), type = "integer" },
                { id = "depense", label = t("Dépensé dans la période (€)"), type = "integer" },
                { id = "part", label = t("Part"), type = "percent", decimals = 0 } },
    note = sans > 0 and n("%d fiche sans coût.", "%d fiches sans coût.", sans) or nil,
  }
end

-- Résultats, difficultés, perspectives de la période, fiche par fiche.
local function rubrique(champ)
  return function(args, liste)
    local debut, fin = periode_de(args)
    local suite = {}
    for _, th in ipairs(par_theme(liste)) do
      local items = {}
      for _, f in ipairs(th.fiches) do
        local dits = {}
        for _, s in ipairs(suivi_de(f, debut, fin)) do
          for _, x in ipairs(s[champ] or {}) do dits[#dits + 1] = x end
        end
        if #dits == 0 and champ == "perspectives" then
          for _, x in ipairs(f.perspectives or {}) do dits[#dits + 1] = x end
        end
        if #dits > 0 then items[#items + 1] = "[" .. brut(nom_de(f)) .. "](/" .. f.key .. ")" .. t(" : ") .. brut(table.concat(dits, " ")) end
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

function parties.reunions(args, _, page, site)
  local debut, fin = periode_de(args)
  local rows = {}
  for _, p in ipairs(site.pages) do
    local quand = p.kind == "reunion" and p.lang == page.lang and fin_de(p.debut or p.date)
    if quand and quand >= debut and quand <= fin then
      rows[#rows + 1] = { quand = quand, jour = date(quand), reunion = p.title, adresse = "/" .. p.key, objet = p.objet, lieu = p.lieu }
    end
  end
  if #rows == 0 then return t("Aucune réunion n’est notée pour cette période.") end
  table.sort(rows, function(a, b) return a.quand < b.quand end)
  return { type = "tableau", rows = rows, caption = args.title or t("Réunions tenues"), columns = {
    { id = "jour", label = t("Date") }, { id = "reunion", label = t("Réunion"), link = "adresse" }, { id = "lieu", label = t("Lieu") } } }
end

-- Ce qui manque pour que le bilan soit complet, par responsable.
local function manques(f, debut, fin)
  local liste, etat, raison = {}, etat_au(f, fin)
  local function manque(quoi) liste[#liste + 1] = t(quoi) end
  local suivi = suivi_de(f, debut, fin)
  local resultats
  for _, s in ipairs(suivi) do resultats = resultats or texte(s.resultats) end
  if #suivi == 0 then manque("pas de suivi dans la période") end
  if not etat then manque("état") end
  if (etat == "reportée" or etat == "non réalisée" or etat == "abandonnée") and not raison then manque("raison") end
  if etat == "réalisée" and not resultats and not texte(f.resultats) then manque("résultats") end
  if not f.responsable then manque("responsable") end
  if not f.indicateurs or #f.indicateurs == 0 then manque("indicateurs") end
  if not f.couts or #f.couts == 0 then manque("coûts") end
  if not f.debut or not f.fin then manque("échéancier") end
  return liste
end

parties["a-completer"] = function(args, liste)
  local debut, fin = periode_de(args)
  local qui, rang = {}, {}
  for _, f in ipairs(liste) do
    local m = manques(f, debut, fin)
    if #m > 0 then
      local nom = f.responsable or t("Sans responsable")
      if not rang[nom] then
        qui[#qui + 1] = { nom = nom, items = {} }
        rang[nom] = qui[#qui]
      end
      table.insert(rang[nom].items, "[" .. brut(nom_de(f)) .. "](/" .. f.key .. ")" .. t(" : ") .. table.concat(m, ", "))
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

function parties.differences(args, liste)
  local _, jour = periode_de(args)
  local avant = fin_de(args.avec or tostring(tonumber(string.sub(jour, 1, 4)) - 1))
  local rows, pareil = {}, 0
  for _, f in ipairs(liste) do
    local a, b = etat_au(f, avant), etat_au(f, jour)
    if a ~= b then
      rows[#rows + 1] = { theme = f.theme, action = nom_de(f), adresse = "/" .. f.key, a = t(a or SANS_ETAT), b = t(b or SANS_ETAT) }
    else
      pareil = pareil + 1
    end
  end
  if #rows == 0 then return t("Aucune action n’a changé d’état.") end
  return { type = "tableau", rows = rows, caption = args.title or t("Ce qui a changé d’état"), columns = {
    { id = "theme", label = t("Thème") }, { id = "action", label = t("Action"), link = "adresse" },
    { id = "a", label = string.format(t("au %s"), date(avant)) }, { id = "b", label = string.format(t("au %s"), date(jour)) } },
    note = pareil > 0 and n("%d action n’a pas changé d’état.", "%d actions n’ont pas changé d’état.", pareil) or nil }
end

return {
  options = {
    { name = "partie", english = "part", type = "choix", values = { "etats", "actions", "effets", "moyens", "resultats", "difficultes", "perspectives",
                                                                     "reunions", "a-completer", "differences" } },
    { name = "annee", english = "year", type = "annee" },
    { name = "debut", english = "from", type = "annee" },
    { name = "fin", english = "to", type = "annee" },
    { name = "au", english = "on", type = "date" },
    { name = "avec", english = "with", type = "annee" },
    { name = "theme", english = "topic" },
  },
  make = function(args, content, page, data, site)
    if not args.annee and not args.debut and not args.au then error(t("dites de quelle année est le bilan : annee=2026"), 0) end
    args.annee = args.annee or args.debut or string.sub(args.au, 1, 4)
    return parties[args.partie or "actions"](args, fiches(args, page, site), page, site)
  end,
}
