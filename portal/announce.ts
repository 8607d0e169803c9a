/** Says something to who cannot see that it changed; nothing where it is of a screen that is gone. */
export const announce = (text: string): void => {
  const region = document.getElementById('aankondiging')
  if (region) region.textContent = text
}
