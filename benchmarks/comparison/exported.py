"""transformers' CLIP as two ONNX files, made once: what a user of ONNX Runtime in Python does first."""

import torch


class ImageTower(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model.get_image_features(pixel_values=pixel_values).pooler_output


class TextTower(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model.get_text_features(
            input_ids=input_ids, attention_mask=attention_mask
        ).pooler_output


def towers(directory):
    """The files of both towers, which are exported where they are not there yet."""
    image, text = directory / "image.onnx", directory / "text.onnx"
    if not (directory / "exported").exists():
        export(directory / "0_CLIPModel", image, text)
        (directory / "exported").touch()
    return image, text


def export(checkpoint, image, text):
    from transformers import CLIPModel

    model = CLIPModel.from_pretrained(checkpoint).eval()
    side = model.config.vision_config.image_size
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=77)
    torch.onnx.export(
        ImageTower(model),
        (torch.zeros(2, 3, side, side),),
        image,
        input_names=["pixel_values"],
        dynamic_shapes=({0: batch},),
        dynamo=True,
        verbose=False,
    )
    ids = torch.full((2, 9), 320)
    ids[:, -1] = 49407
    torch.onnx.export(
        TextTower(model),
        (ids, torch.ones_like(ids)),
        text,
        input_names=["input_ids", "attention_mask"],
        dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
        dynamo=True,
        verbose=False,
    )
