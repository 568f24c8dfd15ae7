export async function prepareFloor() {}
