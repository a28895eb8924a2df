-- SPDX-License-Identifier: MIT-0
-- Les participants de la fiche d’une réunion :  ::: participants
-- Un tableau par catégorie et par atelier. Les totaux sont recomptés ; celui qui dépend d’un nombre absent n’est pas renseigné. Quand
-- la fiche annonce un autre total, livret le signale (D434) et c’est le compte qui paraît.

local function est_total(categorie)
  local mot = string.lower(categorie or "")
  return mot == "total" or mot == "totaux" or mot == "total général"
end

local function nombre_de(v)
  local n = tonumber(v)
  return n and n >= 0 and n == math.floor(n) and math.floor(n) or nil
end

return {
  options = {
    { name = "total", type = "oui-non" },
  },
  make = function(args, content, page)
    local ateliers, colonne, rows, totaux, connus = {}, {}, {}, {}, {}
    for _, p in ipairs(page.participants or {}) do
      for nom in pairs(p.ateliers or {}) do
        if not colonne[nom] then
          ateliers[#ateliers + 1] = nom
          colonne[nom] = "a" .. #ateliers
          totaux[#ateliers], connus[#ateliers] = 0, true
        end
      end
    end
    local avec_total = args.total ~= "non" and args.total ~= "no"
    local function somme(valeurs)
      local s = 0
      for i = 1, #ateliers do
        if not valeurs[i] then return nil end
        s = s + valeurs[i]
      end
      return s
    end
    for _, p in ipairs(page.participants or {}) do
      if not est_total(p.categorie) then
        local row, valeurs = { categorie = p.categorie }, {}
        for i, nom in ipairs(ateliers) do
          valeurs[i] = nombre_de((p.ateliers or {})[nom])
          row["a" .. i] = valeurs[i]
          if valeurs[i] then totaux[i] = totaux[i] + valeurs[i] else connus[i] = false end
        end
        row.total = somme(valeurs)
        rows[#rows + 1] = row
      end
    end
    if #rows == 0 or #ateliers == 0 then return t("Aucun participant n’est inscrit pour le moment.") end
    if avec_total then
      local row, valeurs = { categorie = t("Total") }, {}
      for i = 1, #ateliers do
        valeurs[i] = connus[i] and totaux[i] or nil
        row["a" .. i] = valeurs[i]
      end
      row.total = somme(valeurs)
      rows[#rows + 1] = row
    end
    local columns = { { id = "categorie", label = t("Catégorie") } }
    for i, nom in ipairs(ateliers) do columns[#columns + 1] = { id = "a" .. i, label = nom, type = "integer" } end
    if avec_total and #ateliers > 1 then columns[#columns + 1] = { id = "total", label = t("Total"), type = "integer" } end
    return { type = "tableau", columns = columns, rows = rows, caption = args.title }
  end,
}
