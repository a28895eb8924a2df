-- SPDX-License-Identifier: MIT-0
-- Le tableau des indicateurs :  ::: indicateurs choix="places-eaje,taux-couverture" annees=2023-2025
-- Une ligne par indicateur, une colonne par année, la cible avec son année, l’évolution et la progression. Sans choix : tous ceux qui ont
-- une ligne dans les données. Une mesure absente s’écrit « non renseigné ». depart=oui : la valeur de référence, quand les données la
-- disent. tendance=oui : en mots, vers la cible ou non.

local mesures = require("mesures")

-- « 2023-2025 » et « 2021,2023 » deviennent des années ; sans rien, toutes celles des indicateurs.
local function annees_de(texte, ids, lieu)
  if not texte then return mesures.annees(ids, lieu) end
  local vues, liste = {}, {}
  for _, partie in ipairs(mesures.separe(texte)) do
    local de, a = string.match(partie, "^(%d+)%-(%d+)$")
    for annee = tonumber(de or partie), tonumber(a or partie) do
      if not vues[annee] then
        vues[annee] = true
        liste[#liste + 1] = annee
      end
    end
  end
  table.sort(liste)
  return liste
end

local function cible_de(i)
  local c = i.targets[#i.targets]
  if not c then return nil, nil end
  return c.bare .. (c.year and " (" .. c.year .. ")" or ""), c.value
end

-- Ce que dit la dernière valeur : la cible est-elle atteinte, s’en rapproche-t-on ? Sans cible, le sens du changement.
local function tendance(i, valeur, cible, change)
  if not valeur then return nil end
  if cible and (i.less and valeur <= cible or not i.less and valeur >= cible) then return t("cible atteinte") end
  if not change then return nil end
  if change == 0 then return t("stable") end
  if not cible then return change > 0 and t("en hausse") or t("en baisse") end
  return (change > 0) == (cible > valeur) and t("se rapproche de la cible") or t("s’éloigne de la cible")
end

-- Un « + » reste devant son nombre dans une page écrite de droite à gauche.
local function signe(texte, valeur, dir)
  if not valeur then return nil end
  if valeur <= 0 then return texte end
  local plus = dir == "rtl" and "\u{200E}+" or "+"
  local environ = string.match(texte, "^≈\u{A0}")
  return environ and environ .. plus .. string.sub(texte, #environ + 1) or plus .. texte
end

return {
  options = {
    { name = "choix", english = "only", type = "indicateurs" },
    { name = "annees", english = "years", type = "annees" },
    { name = "territoire", english = "territory", type = "territoire" },
    { name = "perimetre", english = "scope" },
    { name = "cible", english = "target", type = "oui-non" },
    { name = "evolution", english = "change", type = "oui-non" },
    { name = "progression", english = "progress", type = "oui-non" },
    { name = "depart", english = "baseline", type = "oui-non" },
    { name = "tendance", english = "trend", type = "oui-non" },
  },
  make = function(args, content, page)
    local function veut(nom) return args[nom] ~= "non" and args[nom] ~= "no" end
    local ids = args.choix and mesures.separe(args.choix) or indicateurs()
    local annees = annees_de(args.annees, ids, args.territoire)
    local rows, sources, vues, editions = {}, {}, {}, {}
    local calculs, depassement, cibles, progres, departs = false, false, false, false, false
    local function demande(nom) return args[nom] == "oui" or args[nom] == "yes" end
    for _, id in ipairs(ids) do
      local i = indicateur(id)
      local derniere
      local row = { indicateur = i.label .. (i.unit and i.unit ~= "%" and " (" .. t(i.unit) .. ")" or "") }
      for _, annee in ipairs(annees) do
        local ou = { annee = annee, territoire = args.territoire, perimetre = args.perimetre }
        local m = mesure(id, ou)
        row["a" .. annee] = m.bare
        if m.kind ~= "missing" then
          derniere = ou
          calculs = calculs or m.computed
          depassement = depassement or (i.unit == "places pour 100 enfants" and m.value and m.value > 100)
          if m.edition then editions[annee] = m.edition end
          if m.source and not vues[m.source] then
            vues[m.source] = true
            sources[#sources + 1] = t(m.source)
          end
        end
      end
      local cible
      row.cible, cible = cible_de(i)
      if i.baseline then
        row.depart, departs = i.baseline.bare .. (i.baseline.year and " (" .. i.baseline.year .. ")" or ""), true
      end
      cibles = cibles or row.cible
      local e = derniere and mesure(id .. ".evolution", derniere)
      if demande("tendance") then row.tendance = tendance(i, derniere and mesure(id, derniere).value, cible, e and e.value) or "–" end
      if e and e.value then row.evolution = signe(e.unit == "points" and e.text or e.bare, e.value, page.dir) end
      local p = derniere and mesure(id .. ".progression", derniere)
      if p and p.value then row.progression, progres = p.bare, true end
      rows[#rows + 1] = row
      for _, code in ipairs(i.compare) do      -- les territoires à mettre en regard
        local autre = { indicateur = "– " .. territoire(code), cible = "–", evolution = "–", progression = "–", depart = "–", tendance = "–" }
        for _, annee in ipairs(annees) do autre["a" .. annee] = mesure(id, { annee = annee, territoire = code }).bare end
        rows[#rows + 1] = autre
      end
    end

    local columns = { { id = "indicateur", label = t("Indicateur") } }
    if departs and demande("depart") then columns[#columns + 1] = { id = "depart", label = t("Départ"), type = "figure" } end
    for _, annee in ipairs(annees) do columns[#columns + 1] = { id = "a" .. annee, label = tostring(annee), type = "figure" } end
    if cibles and veut("cible") then columns[#columns + 1] = { id = "cible", label = t("Cible"), type = "figure" } end
    if veut("evolution") then columns[#columns + 1] = { id = "evolution", label = t("Évolution en un an"), type = "figure" } end
    if progres and veut("progression") then columns[#columns + 1] = { id = "progression", label = t("Progression vers la cible"), type = "figure" } end

    if demande("tendance") then columns[#columns + 1] = { id = "tendance", label = t("Tendance") } end

    local notes, liste = {}, {}
    if calculs then notes[#notes + 1] = t("Une partie des valeurs est calculée d’après les autres.") end
    if depassement then notes[#notes + 1] = t("Un taux de couverture compte des places pour cent enfants : il peut dépasser cent.") end
    for _, annee in ipairs(annees) do
      if editions[annee] then liste[#liste + 1] = string.format(t("%s pour %s"), editions[annee], annee) end
    end
    if #liste > 0 then notes[#notes + 1] = string.format(t("Éditions : %s."), table.concat(liste, ", ")) end
    return {
      type = "tableau", columns = columns, rows = rows, caption = args.title,
      source = #sources > 0 and table.concat(sources, " ; ") or nil,
      note = #notes > 0 and table.concat(notes, " ") or nil,
    }
  end,
}
