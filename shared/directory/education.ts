/** The education types of each sector, in the order in which reports list them (VO with the vmbo's learning paths). */
export const educationTypesOf = {
  VO: ['PRO', 'BRUG', 'VMBO', 'VMBO-B', 'VMBO-K', 'VMBO-GT', 'HAVO', 'VWO', 'ES', 'IB'],
  PO: ['BO', 'SBO'],
  SO: ['SO'],
  VSO: ['VSO'],
} as const satisfies Record<string, readonly string[]>

export type Sector = keyof typeof educationTypesOf
export type EducationType = (typeof educationTypesOf)[Sector][number]

export const sectors = Object.keys(educationTypesOf) as readonly Sector[]
export const educationTypes = Object.values(educationTypesOf).flat() as readonly EducationType[]
