import { useState } from 'react';

export interface Position {
  lon: string;
  lat: string;
}

/** Where the engineer stands, read once and sent with every step. */
export function usePosition() {
  const [position, setPosition] = useState<Position>();
  const [denied, setDenied] = useState(false);
  const locate = () => {
    setDenied(false);
    if (!navigator.geolocation) setDenied(true);
    navigator.geolocation?.getCurrentPosition(
      (p) => setPosition({ lon: p.coords.longitude.toFixed(6), lat: p.coords.latitude.toFixed(6) }),
      () => setDenied(true),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return { position, setPosition, locate, denied };
}
