package io.github.camelclaid.client;

/** {@code operations.privacy}: {@code PrivacyOptions} in Claid's OpenAPI document. Both are off unless asked for. */
public final class Privacy extends OptionGroup<Privacy> {

    Privacy() {}

    public Privacy blurCarPlate(boolean blur) {
        return with("blur_car_plate", blur);
    }

    public Privacy identityCrop(boolean crop) {
        return with("identity_crop", crop);
    }
}
