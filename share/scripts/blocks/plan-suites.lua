-- SPDX-License-Identifier: MIT-0
-- D’un plan à l’autre : ce que deviennent les objectifs du plan précédent.
--   ::: plan-suites                     du dernier plan précédent (content/data/plan-2021-2024.csv) au plan actuel
--   ::: plan-suites plan=2017-2020      d’un plan plus ancien au suivant
--   ::: plan-suites theme="Parentalité" un seul thème
-- Les suites sont écrites dans content/data/suites.csv. Sous le tableau viennent le compte, puis les objectifs nouveaux.

local FAITS = { "reconduit", "scindé", "fusionné", "clos" }

local function duree(plan) return (string.gsub(plan, "^(%d%d%d%d)%-(%d%d%d%d)$", "%1–%2")) end

local function nom_de(numero, titre) return numero and numero .. " – " .. t(titre or "") or titre and t(titre) end

-- Le plan que l’on regarde : celui que dit le bloc, sinon le dernier ; rien quand il n’y en a pas.
local function plan_de(args, suites)
  local plan
  for _, s in ipairs(suites) do
    if args.plan == s.plan or (not args.plan and (not plan or s.plan > plan)) then plan = s.plan end
  end
  return plan
end

local function retenues(args, plan, suites)
  local lignes, nouveaux = {}, {}
  for _, s in ipairs(suites) do
    local nouveau = s.suite == "nouveau"
    local theme = nouveau and s.vers_theme or s.theme
    if s.plan == plan and (not args.theme or args.theme == theme) then
      local liste = nouveau and nouveaux or lignes
      liste[#liste + 1] = s
    end
  end
  return lignes, nouveaux
end

local function erreur(texte, quoi) return { type = "erreur", text = string.format(texte, quoi) } end

-- Un objectif scindé a une ligne par objectif suivant : il compte une fois.
local function compte(plan, lignes, nouveaux)
  local n, total, vus = {}, 0, {}
  for _, s in ipairs(lignes) do
    local cle = (s.theme or "") .. "\0" .. (s.numero or "") .. "\0" .. (s.objectif or "")
    if not vus[cle] then
      vus[cle], total = true, total + 1
      n[s.suite or ""] = (n[s.suite or ""] or 0) + 1
    end
  end
  local dit = string.format(t("Objectifs du plan %s : %s. Reconduits : %s ; scindés : %s ; fusionnés : %s ; clos : %s."), duree(plan),
                            nombre(total), nombre(n["reconduit"] or 0), nombre(n["scindé"] or 0), nombre(n["fusionné"] or 0), nombre(n["clos"] or 0))
  for _, f in ipairs(FAITS) do total = total - (n[f] or 0) end
  if total > 0 then dit = dit .. " " .. string.format(t("Sans suite connue : %s."), nombre(total)) end
  return dit .. " " .. string.format(t("Objectifs nouveaux : %s."), nombre(#nouveaux))
end

local function tableau(args, plan, lignes)
  local rows, themes, raisons = {}, {}, false
  local plusieurs = false
  for i, s in ipairs(lignes) do
    local ailleurs = s.vers_theme and s.vers_theme ~= s.theme
    local vers = nom_de(s.vers_numero, s.vers)
    rows[i] = { theme = s.theme and t(s.theme) or "–", objectif = nom_de(s.numero, s.objectif), suite = s.suite and t(s.suite) or "–",
                vers = vers and (ailleurs and t(s.vers_theme) .. t(", ") .. vers or vers) or "–", raison = s.raison or "–" }
    plusieurs = plusieurs or s.theme ~= lignes[1].theme
    raisons = raisons or s.raison ~= nil
  end
  local columns = {}
  if plusieurs then columns[1] = { id = "theme", label = t("Thème") } end
  columns[#columns + 1] = { id = "objectif", label = string.format(t("Objectif du plan %s"), duree(plan)) }
  columns[#columns + 1] = { id = "suite", label = t("Suite donnée") }
  columns[#columns + 1] = { id = "vers", label = t("Objectif suivant") }
  if raisons then columns[#columns + 1] = { id = "raison", label = t("Raison") } end
  local groupes = plusieurs and "theme,objectif,suite" or "objectif,suite"
  return { type = "tableau", columns = columns, rows = rows, regrouper = raisons and groupes .. ",raison" or groupes,
           caption = args.title or string.format(t("Ce que deviennent les objectifs du plan %s"), duree(plan)) }
end

return {
  options = {
    { name = "plan" },
    { name = "theme", english = "topic" },
  },
  make = function(args, content, page, data, site)
    local suites, suite = site.records.suites or {}, {}
    local plan = plan_de(args, suites)
    if not plan then return erreur(t("il n’y a pas de plan précédent %s dans content/data"), args.plan or "plan-*.csv") end
    local lignes, nouveaux = retenues(args, plan, suites)
    if args.theme and #lignes + #nouveaux == 0 then return erreur(t("aucun thème « %s » dans ces plans"), args.theme) end
    if #lignes > 0 then suite[1] = tableau(args, plan, lignes) end
    suite[#suite + 1] = { type = "remarque", text = compte(plan, lignes, nouveaux) }
    if #nouveaux == 0 then return suite end
    local items = {}
    for i, s in ipairs(nouveaux) do
      local theme = not args.theme and s.vers_theme and t(s.vers_theme) .. t(", ") or ""
      items[i] = brut(theme .. nom_de(s.vers_numero, s.vers))
    end
    suite[#suite + 1] = { type = "paragraphe", text = t("Les objectifs nouveaux :") }
    suite[#suite + 1] = { type = "liste", items = items }
    return suite
  end,
}
