-- SPDX-License-Identifier: MIT-0
-- An invented plan: five themes, their axes and objectives, three hundred actions. Each list is walked at a pace of its own, so
-- that neighbours differ; nothing is drawn by lot.

local THEMES = {
  "Petite enfance", "Enfance et jeunesse", "Parentalité et vie de famille", "Accès aux droits et au numérique",
  "Logement, animation de la vie sociale et mobilité",
}
local AXES = {
  "Développer l’offre d’accueil là où elle manque", "Accueillir chaque enfant, quels que soient sa santé et son rythme",
  "Informer les familles dans leur langue", "Soutenir celles et ceux qui accompagnent les enfants",
}
local OBJECTIFS = {
  "Ouvrir des places aux heures où travaillent les parents",
  "Faire connaître les aides avant la naissance, au moment où les familles s’organisent encore",
  "Réunir les professionnelles de l’accueil individuel et de l’accueil collectif autour de formations communes",
  "Aller vers les quartiers et les villages éloignés d’un lieu d’accueil",
}
local VERBES = { "Créer", "Rénover", "Étendre", "Évaluer", "Coordonner", "Expérimenter", "Traduire" }
local OBJETS = {
  "une micro-crèche de douze places", "le relais petite enfance itinérant", "les permanences du guichet unique",
  "un fonds de livres et de jouets adaptés", "la formation des assistantes maternelles aux troubles du spectre de l’autisme, avec un suivi pendant deux ans",
  "les livrets d’accueil en dix langues", "un lieu d’accueil enfants-parents le samedi matin", "la cuisine centrale",
  "les horaires décalés de la halte-garderie",
}
local LIEUX = { "à Aubrelle", "à Fontclaire", "dans les communes de la vallée", "au Mas-Blanc", "sur tout le territoire" }
local PILOTES = { "Communauté de communes", "Caf", "Mairie d’Aubrelle", "Département (PMI)", "Association Les Galopins" }

local rows = {}
for t, theme in ipairs(THEMES) do
  for a = 1, 4 do
    for o = 1, 2 + (t + a) % 3 do
      for _ = 1, 3 + (t * a * o) % 8 do
        local n = #rows + 1
        rows[n] = {
          theme = t .. ". " .. theme,
          axe = t .. "." .. a .. " " .. AXES[a],
          objectif = t .. "." .. a .. "." .. o .. " " .. OBJECTIFS[(o + a) % #OBJECTIFS + 1],
          action = n .. ". " .. VERBES[n % #VERBES + 1] .. " " .. OBJETS[n * 4 % #OBJETS + 1] .. " " .. LIEUX[n * 3 % #LIEUX + 1],
          pilote = PILOTES[n * 2 % #PILOTES + 1],
          annee = tostring(2025 + n * 5 % 4),
          cout = (n * 37 % 90 + 4) * 250 + (n % 9 == 0 and 0.5 or 0),
        }
      end
    end
  end
end

return {
  title = { fr = "Le plan d’actions" },
  source = { fr = "données inventées" },
  columns = {
    { id = "theme", label = { fr = "Thème" } },
    { id = "axe", label = { fr = "Axe" } },
    { id = "objectif", label = { fr = "Objectif" } },
    { id = "action", label = { fr = "Action" } },
    { id = "pilote", label = { fr = "Pilote" } },
    { id = "annee", label = { fr = "Année" } },
    { id = "cout", label = { fr = "Coût, €" }, type = "number" },
  },
  rows = rows,
}
