-- SPDX-License-Identifier: MIT-0
-- Le taux de couverture par commune et ses parts :  ::: couverture annee=2025 comparer="85,FR"
-- Les taux publiés par la Caf quand les données les ont (couverture-caf), sinon ceux que livret calcule (taux-couverture).
-- comparer : des territoires à mettre en regard, dont les données ont le taux.

local couverture = require("couverture")

local PARTS = {
  { id = "eaje", caf = "couverture-caf.eaje", calcul = "taux-couverture-eaje", label = "Accueil collectif" },
  { id = "ecole", caf = "couverture-caf.prescolarisation", calcul = "taux-couverture-prescolarisation", label = "École avant 3 ans" },
  { id = "assistantes", caf = "couverture-caf.assistantes_maternelles", calcul = "taux-couverture-assistantes-maternelles",
    label = "Assistantes maternelles" },
  { id = "domicile", caf = "couverture-caf.garde_a_domicile", calcul = "taux-couverture-garde-a-domicile", label = "Garde à domicile" },
  { id = "taux", caf = "couverture-caf.global", calcul = "taux-couverture", label = "Taux de couverture" },
}

local function valeur(part, lieu, annee)
  local ou = { territoire = lieu, annee = annee }
  local m = mesure(part.caf, ou)
  return m.kind ~= "missing" and m or mesure(part.calcul, ou)
end

-- Les communes du site quand il les dit, sinon tous les territoires dont le taux est connu, sans ceux que l’on compare.
local function lieux(args, data, taux)
  local liste, vus = {}, {}
  for code in string.gmatch((args.comparer or "") .. "," .. (args.territoires or ""), "[^,]+") do vus[code] = true end
  if args.territoires then
    for code in string.gmatch(args.territoires, "[^,]+") do liste[#liste + 1] = code end
    return liste
  end
  local communes, du_site = data.communes and (data.communes.commune or data.communes), {}
  for _, c in ipairs(communes or {}) do
    if c.code then du_site[c.code] = true end
  end
  for _, code in ipairs(taux.territories) do
    if code ~= "" and not vus[code] and (not communes or du_site[code]) then liste[#liste + 1] = code end
  end
  return liste
end

return {
  options = {
    { name = "annee", english = "year", type = "annee" },
    { name = "territoires", english = "territories", type = "territoires" },
    { name = "comparer", english = "compare", type = "territoires" },
    { name = "parts", english = "parts", type = "oui-non" },
    { name = "nom", english = "name" },
    { name = "carte", english = "map", type = "oui-non" },
    { name = "contours", english = "outlines", type = "donnees" },
  },
  make = function(args, content, page, data, site)
    local taux = couverture.indicateur()
    if not taux then return { type = "erreur", text = t("les données n’ont ni taux de couverture, ni places et enfants par commune") } end
    local annee = args.annee or tostring(taux.years[#taux.years])
    local avec_parts = args.parts ~= "non" and args.parts ~= "no"
    local rows, sources, vues, depassement, evolutions = {}, {}, {}, false, false

    local function ligne(code, nom)
      local row = { code = code ~= "" and code or nil, commune = nom }
      for _, part in ipairs(PARTS) do
        local m = valeur(part, code, annee)
        row[part.id] = m.value and m.kind == "number" and m.value or nil
        depassement = depassement or part.id == "taux" and m.value and m.value > 100
        if m.source and not vues[m.source] then
          vues[m.source] = true
          sources[#sources + 1] = t(m.source)
        end
      end
      local avant = valeur(PARTS[5], code, tonumber(annee) - 1)
      if row.taux and avant.value then row.evolution, evolutions = row.taux - avant.value, true end
      rows[#rows + 1] = row
    end

    for _, code in ipairs(lieux(args, data, taux)) do ligne(code, territoire(code)) end
    if mesure("taux-couverture", { annee = annee }).value then ligne("", args.nom or t("Ensemble du territoire")) end
    for code in string.gmatch(args.comparer or "", "[^,]+") do ligne(code, territoire(code)) end

    local columns = { { id = "commune", label = t("Commune") } }
    for n, part in ipairs(PARTS) do
      if avec_parts or n == #PARTS then columns[#columns + 1] = { id = part.id, label = t(part.label), type = "number", decimals = 1 } end
    end
    if evolutions then columns[#columns + 1] = { id = "evolution", label = t("Évolution en un an"), type = "number", decimals = 1 } end
    local note = t("En places pour cent enfants de moins de trois ans.")
    if depassement then note = note .. " " .. t("Un taux de couverture compte des places pour cent enfants : il peut dépasser cent.") end
    local titre = args.title or string.format(t("Taux de couverture par commune en %s"), annee)
    local source = #sources > 0 and table.concat(sources, " ; ") .. ", " .. annee or nil
    local tableau = { type = "tableau", columns = columns, rows = rows, caption = titre, source = source, note = note }
    if args.carte ~= "oui" and args.carte ~= "yes" then return tableau end
    return { tableau, { type = "carte", columns = columns, rows = rows, caption = titre, source = source, valeur = "taux", nom = "commune",
                        contours = args.contours or "contours", unite = t("places pour cent enfants de moins de trois ans") } }
  end,
}
