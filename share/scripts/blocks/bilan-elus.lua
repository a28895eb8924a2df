-- SPDX-License-Identifier: MIT-0
-- Le bilan en deux pages, pour des élus : le livre bilan-elus en est fait (layouts/books/bilan-elus.lua). Tout y est borné pour tenir en
-- deux pages ; ce qui n’y tient pas est compté, et se lit dans le bilan entier. Ses mots viennent des champs a_retenir et a_decider de la page.

local couverture, suivi = require("couverture"), require("suivi")

local INDICATEURS, ACTIONS, COMMUNES = 7, 5, 5

local function titre(suite, texte) suite[#suite + 1] = { type = "titre", level = 2, text = texte } end

local function textes(liste)
  local suite = {}
  for k, x in ipairs(liste or {}) do suite[k] = x end
  return suite
end

-- Une liste bornée, et combien n’y sont pas.
local function liste_bornee(suite, nom, actions, dit)
  if #actions == 0 then return end
  titre(suite, nom)
  local items = {}
  for k = 1, math.min(#actions, ACTIONS) do
    local precision = dit(actions[k])
    items[k] = "**" .. brut(actions[k].title) .. "**" .. (precision and t(" : ") .. brut(precision) or "")
  end
  suite[#suite + 1] = { type = "liste", items = items }
  local reste = #actions - #items
  if reste > 0 then
    suite[#suite + 1] = string.format(t("Les autres, dans le bilan entier : %d."), reste)
  end
end

local function abouties(actions, quand)
  local liste = {}
  for _, a in ipairs(actions) do
    if suivi.etat_au(a, quand.fin) == "réalisée" and suivi.etat_au(a, quand.avant) ~= "réalisée" then liste[#liste + 1] = a end
  end
  return liste
end

local function arretees(actions, quand)
  local liste = {}
  for _, a in ipairs(actions) do
    local etat = suivi.etat_au(a, quand.fin)
    if suivi.SANS_SUITE[etat] and etat ~= suivi.etat_au(a, quand.avant) then liste[#liste + 1] = a end
  end
  return liste
end

-- --- le taux de couverture : le territoire, ceux que l’on compare, et les communes où il est le plus bas

local function taux_de(code, annee)
  for _, id in ipairs({ "couverture-caf.global", "taux-couverture" }) do
    local m = mesure(id, { territoire = code, annee = annee })
    if m.kind == "number" then return m end
  end
end

local function taux_par_commune(suite, page, data, quand)
  local annee = couverture.annee(quand.annee)
  if not annee then return end
  local rows, communes, sources, vues = {}, {}, {}, {}
  local function ligne(code, nom)
    local m, avant = taux_de(code, annee), taux_de(code, annee - 1)
    if not m then return nil end
    if m.source and not vues[m.source] then
      vues[m.source] = true
      sources[#sources + 1] = t(m.source)
    end
    return { lieu = nom, taux = m.value, evolution = avant and m.value - avant.value or nil }
  end
  rows[1] = ligne("", t("Ensemble du territoire"))
  for _, code in ipairs(page.comparer or {}) do rows[#rows + 1] = ligne(code, territoire(code)) end
  for _, c in ipairs(data.communes and (data.communes.commune or data.communes) or {}) do
    communes[#communes + 1] = c.code and ligne(c.code, territoire(c.code)) or nil
  end
  table.sort(communes, function(a, b)
    if a.taux ~= b.taux then return a.taux < b.taux end
    return a.lieu < b.lieu
  end)
  local toutes = #communes <= COMMUNES
  for k = 1, math.min(#communes, COMMUNES) do rows[#rows + 1] = communes[k] end
  if #rows == 0 then return end
  titre(suite, t("Le taux de couverture"))
  suite[#suite + 1] = {
    type = "tableau", rows = rows, caption = string.format(t("Places pour cent enfants de moins de trois ans en %d"), annee),
    columns = { { id = "lieu", label = t("Territoire") }, { id = "taux", label = t("Taux de couverture"), type = "number", decimals = 1 },
                { id = "evolution", label = t("Évolution en un an"), type = "number", decimals = 1 } },
    source = #sources > 0 and table.concat(sources, " ; ") or nil,
    note = not toutes and t("Les communes sont celles où le taux est le plus bas.") or nil,
  }
end

return function(args, content, page, data, site)
  local quand, actions, suite = suivi.periode({}, page, site), suivi.actions(page, site), {}
  if not quand then return { type = "erreur", text = t("dites de quelle année est le bilan : annee=2026") } end
  suite[1] = string.format(t("Du %s au %s."), date(quand.debut), date(quand.fin)) .. (page.description and " " .. brut(page.description) or "")
  if page.a_retenir and #page.a_retenir > 0 then
    titre(suite, t("À retenir"))
    suite[#suite + 1] = { type = "liste", items = textes(page.a_retenir) }
  end
  if page.a_decider and #page.a_decider > 0 then
    titre(suite, t("À décider"))
    suite[#suite + 1] = { type = "liste", ordered = true, items = textes(page.a_decider) }
  end
  titre(suite, t("Les actions"))
  suite[#suite + 1] = { type = "bloc", name = "colonnes", content = { type = "bloc", name = "bilan", options = { partie = "synthese" } } }
  suite[#suite + 1] = { type = "bloc", name = "bilan", options = { partie = "etats" } }
  local noms = textes(page.indicateurs)
  if #noms == 0 then
    for k, id in ipairs(indicateurs()) do noms[k] = id end
  end
  if #noms > 0 then
    titre(suite, t("Les indicateurs"))
    suite[#suite + 1] = { type = "bloc", name = "indicateurs", options = {
      choix = table.concat(noms, ";", 1, math.min(#noms, INDICATEURS)) .. ";", annees = quand.annee - 1 .. "-" .. quand.annee,
      evolution = "non", progression = "non", tendance = "oui" } }
  end
  taux_par_commune(suite, page, data, quand)
  liste_bornee(suite, t("Ce qui a abouti"), abouties(actions, quand), function(a) return suivi.dits(a, quand, "resultats")[1] end)
  liste_bornee(suite, t("Ce qui est reporté ou arrêté"), arretees(actions, quand), function(a)
    local etat, raison = suivi.etat_au(a, quand.fin)
    return t(etat) .. (raison and ". " .. raison or "")
  end)
  liste_bornee(suite, string.format(t("À faire en %d"), quand.annee + 1), suivi.a_venir(actions, quand), function(a)
    return suivi.dits(a, quand, "perspectives")[1] or t(suivi.etat_au(a, quand.fin) or suivi.SANS_ETAT)
  end)
  return suite
end
