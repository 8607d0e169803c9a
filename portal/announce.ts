/** Says something to who cannot see that it changed. */
export const announce = (text: string): void => {
  const region = document.getElementById('aankondiging')
  if (region) region.textContent = text
}
