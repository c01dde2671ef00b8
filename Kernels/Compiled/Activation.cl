typedef global float* Activation_Forward_type_0;
struct Activation_Forward_type_1;

struct Activation_Forward_type_1_kernel;
struct Activation_Forward_type_1_kernel;

struct Activation_Forward_type_1
{
	Activation_Forward_type_0 field_0;
	long field_1;
};

struct Activation_Forward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Activation_Forward(
	global float* view_0,
	global float* view_1,
	struct Activation_Forward_type_1_kernel var0,
	struct Activation_Forward_type_1_kernel var1,
	int var2,
	int var3,
	float var4)
{
	struct Activation_Forward_type_1 var5;
	struct Activation_Forward_type_1 var6;
	int var11;
	int var13;
	int var14;
	int var15;
	bool var16;
	float var10;
	Activation_Forward_type_0 var17;
	bool var19;
	float var7;
	Activation_Forward_type_0 var20;
	float var21;
	bool var23;
	bool var25;
	float var28;
	float var29;
	bool var31;
	bool var34;
	float var37;
	float var39;
	float var40;
	float var42;
	float var43;
	float var45;
	float var46;
	float var48;
	float var50;
	float var51;
	float var53;
	float var54;
	float var56;
	float var57;
	float var59;
	float var60;
	float var62;
	float var63;
	float var65;
	float var66;
	float var68;
	float var70;
	int var71;
	int var73;
	int var75;
	float var76;
	float var77;
	float var78;
	float var79;
	float var80;
	float var82;
	float var84;
	float var85;
	float var86;
	float var88;
	float var90;
	float var91;
	float var93;
	float var94;
	float var96;
	float var97;
	float var99;
	float var100;
	float var102;
	float var103;
	float var105;
	float var106;
	float var108;
	float var109;
	float var111;
	float var112;
	float var114;
	float var115;
	float var116;
	float var117;
	float var118;
	bool var120;
	bool var122;
	bool var125;
	bool var127;
	float var128;
	float var9;
	Activation_Forward_type_0 var129;
	float var130;
	bool var132;
	bool var134;
	bool var137;
	float var140;
	float var142;
	float var143;
	float var145;
	float var146;
	float var148;
	float var149;
	float var151;
	float var153;
	float var154;
	float var156;
	float var157;
	float var159;
	float var160;
	float var162;
	float var163;
	float var165;
	float var166;
	float var168;
	float var169;
	float var171;
	float var173;
	int var174;
	int var176;
	int var178;
	float var179;
	float var180;
	float var181;
	float var182;
	bool var184;
	float var8;
	bool var186;
	bool var188;
	int var189;
	int var191;
	int var193;
	int var195;
	float var196;
	float var198;
	float var200;
	int var202;
	int var204;
	float var205;
	float var207;
	float var209;
	float var210;
	float var212;
	float var214;
	float var215;
	float var216;
	float var218;
	float var220;
	float var221;
	float var223;
	float var224;
	float var226;
	float var227;
	float var228;
	float var229;
	float var230;
	float var231;
	float var233;
	bool var235;
	int var236;
	int var238;
	int var240;
	int var242;
	float var243;
	float var245;
	float var247;
	int var249;
	int var251;
	float var252;
	float var254;
	float var256;
	float var257;
	float var259;
	float var261;
	float var262;
	float var263;
	float var265;
	float var267;
	float var268;
	float var270;
	float var271;
	float var273;
	float var274;
	float var275;
	float var276;
	float var277;
	float var278;
	float var280;
	bool var282;
	bool var285;
	float var287;
	float var288;
	bool var290;
	float var291;
	bool var293;
	float var294;
	bool var296;
	float var297;
	bool var299;
	bool var302;
	float var305;
	float var307;
	float var308;
	float var310;
	float var311;
	float var313;
	float var314;
	float var316;
	float var318;
	float var319;
	float var321;
	float var322;
	float var324;
	float var325;
	float var327;
	float var328;
	float var330;
	float var331;
	float var333;
	float var334;
	float var336;
	float var338;
	int var339;
	int var341;
	int var343;
	float var344;
	float var345;
	float var346;
	float var347;
	float var349;
	float var350;
	float var351;
	bool var353;
	float var357;
	bool var359;
	bool var362;
	float var365;
	float var367;
	float var368;
	float var370;
	float var371;
	float var373;
	float var374;
	float var376;
	float var378;
	float var379;
	float var381;
	float var382;
	float var384;
	float var385;
	float var387;
	float var388;
	float var390;
	float var391;
	float var393;
	float var394;
	float var396;
	float var398;
	int var399;
	int var401;
	int var403;
	float var404;
	float var405;
	float var406;
	float var407;
	float var409;
	float var410;
	float var411;
	float var412;
	float var413;
	float var415;
	float var417;
	float var418;
	float var420;
	float var421;
	float var423;
	float var424;
	float var426;
	float var427;
	float var428;
	float var429;
	Activation_Forward_type_0 var430;
	Activation_Forward_type_0 var431;

	;
	var5.field_0 = (Activation_Forward_type_0)view_0+var0.field_0;
	var5.field_1 = var0.field_1;
	;
	var6.field_0 = (Activation_Forward_type_0)view_1+var1.field_0;
	var6.field_1 = var1.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((int) var13 +  (int)var14);
	var16 = (int) var15 >= (int) var2;
	if (var16)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var17 =  var5.field_0;
	var19 = (int) var3 > (int) 3;
	if (var19)
		 goto L_3;
	 goto L_4;

	L_4: ;
	;
	var20 =  & var17[var15];
	var21 =  *  var20;
	var23 = (uint) var3 != (uint) 1;
	if (var23)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var25 = (float) var21 < (float) 0.0f;
	var28 = (float)((float) var21 *  (float)-0.5f);
	var29 = (float)((float) var28 *  (float)var21);
	var31 = (float) var29 > (float) 88.7228394f;
	var34 = (float) var29 < (float) -86.0f;
	var37 = (float)((float) var29 *  (float)1.44269502f);
	var39 = (float)((float) var37 +  (float)0.5f);
	var40 = (float) floor ((float)var39);
	var42 = (float)((float) var40 *  (float)0.693359375f);
	var43 = (float)((float) var29 -  (float)var42);
	var45 = (float)((float) var40 *  (float)-0.000212194442f);
	var46 = (float)((float) var43 -  (float)var45);
	var48 = (float)((float) var46 *  (float)0.000198412701f);
	var50 = (float)((float) var48 +  (float)0.00138888892f);
	var51 = (float)((float) var50 *  (float)var46);
	var53 = (float)((float) var51 +  (float)0.00833333377f);
	var54 = (float)((float) var53 *  (float)var46);
	var56 = (float)((float) var54 +  (float)0.0416666679f);
	var57 = (float)((float) var56 *  (float)var46);
	var59 = (float)((float) var57 +  (float)0.166666672f);
	var60 = (float)((float) var59 *  (float)var46);
	var62 = (float)((float) var60 +  (float)0.5f);
	var63 = (float)((float) var62 *  (float)var46);
	var65 = (float)((float) var63 +  (float)1.0f);
	var66 = (float)((float) var65 *  (float)var46);
	var68 = (float)((float) var66 +  (float)1.0f);
	var70 = (float)((float) var68 *  (float)2.0f);
	var71 = (int)(float) var40;
	var73 = (int)((int) var71 +  (int)126);
	var75 = (int)((int) var73 <<  (int)23);
	var76 =  as_float (var75);
	var77 = (float)((float) var70 *  (float)var76);
	var78 =  var34 ?  0.0f :  var77;
	var79 =  var31 ?  INFINITY :  var78;
	var80 = (float) fabs ((float)var21);
	var82 = (float)((float) var80 *  (float)0.300000012f);
	var84 = (float)((float) var82 +  (float)1.0f);
	var85 = (float)((float)1.0f /  (float)var84);
	var86 = (float)((float) var79 *  (float)var85);
	var88 = (float)((float) var85 *  (float)-0.020914359f);
	var90 = (float)((float) var88 +  (float)0.11404027f);
	var91 = (float)((float) var90 *  (float)var85);
	var93 = (float)((float) var91 -  (float)0.232038483f);
	var94 = (float)((float) var93 *  (float)var85);
	var96 = (float)((float) var94 +  (float)0.196940675f);
	var97 = (float)((float) var96 *  (float)var85);
	var99 = (float)((float) var97 -  (float)0.0837425515f);
	var100 = (float)((float) var99 *  (float)var85);
	var102 = (float)((float) var100 +  (float)0.0984807387f);
	var103 = (float)((float) var102 *  (float)var85);
	var105 = (float)((float) var103 +  (float)0.0775890723f);
	var106 = (float)((float) var105 *  (float)var85);
	var108 = (float)((float) var106 +  (float)0.110405177f);
	var109 = (float)((float) var108 *  (float)var85);
	var111 = (float)((float) var109 +  (float)0.119551763f);
	var112 = (float)((float) var111 *  (float)var85);
	var114 = (float)((float) var112 +  (float)0.119687691f);
	var115 = (float)((float) var86 *  (float)var114);
	var116 = (float)((float) 1.0f -  (float)var115);
	var117 =  var25 ?  var115 :  var116;
	var118 = (float)((float) var21 *  (float)var117);
	var7 = var118;
	 goto L_7;

	L_5: ;
	var120 = (uint) var3 != (uint) 2;
	if (var120)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var122 = (float) var21 < (float) 0.0f;
	if (var122)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var7 = var21;
	 goto L_7;

	L_10: ;
	var7 = 0.0f;
	 goto L_7;

	L_8: ;
	var125 = (uint) var3 != (uint) 3;
	if (var125)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var127 = (float) var21 > (float) 0.0f;
	if (var127)
		 goto L_14;
	 goto L_15;

	L_15: ;
	var128 = (float)((float) var4 *  (float)var21);
	var7 = var128;
	 goto L_7;

	L_14: ;
	var7 = var21;
	 goto L_7;

	L_12: ;
	var7 = var21;
	 goto L_7;

	L_7: ;
	var10 = var7;
	 goto L_16;

	L_3: ;
	;
	var129 =  & var17[var15];
	var130 =  *  var129;
	var132 = (uint) var3 != (uint) 4;
	if (var132)
		 goto L_17;
	 goto L_18;

	L_18: ;
	var134 = (float) var130 > (float) 88.7228394f;
	var137 = (float) var130 < (float) -86.0f;
	var140 = (float)((float) var130 *  (float)1.44269502f);
	var142 = (float)((float) var140 +  (float)0.5f);
	var143 = (float) floor ((float)var142);
	var145 = (float)((float) var143 *  (float)0.693359375f);
	var146 = (float)((float) var130 -  (float)var145);
	var148 = (float)((float) var143 *  (float)-0.000212194442f);
	var149 = (float)((float) var146 -  (float)var148);
	var151 = (float)((float) var149 *  (float)0.000198412701f);
	var153 = (float)((float) var151 +  (float)0.00138888892f);
	var154 = (float)((float) var153 *  (float)var149);
	var156 = (float)((float) var154 +  (float)0.00833333377f);
	var157 = (float)((float) var156 *  (float)var149);
	var159 = (float)((float) var157 +  (float)0.0416666679f);
	var160 = (float)((float) var159 *  (float)var149);
	var162 = (float)((float) var160 +  (float)0.166666672f);
	var163 = (float)((float) var162 *  (float)var149);
	var165 = (float)((float) var163 +  (float)0.5f);
	var166 = (float)((float) var165 *  (float)var149);
	var168 = (float)((float) var166 +  (float)1.0f);
	var169 = (float)((float) var168 *  (float)var149);
	var171 = (float)((float) var169 +  (float)1.0f);
	var173 = (float)((float) var171 *  (float)2.0f);
	var174 = (int)(float) var143;
	var176 = (int)((int) var174 +  (int)126);
	var178 = (int)((int) var176 <<  (int)23);
	var179 =  as_float (var178);
	var180 = (float)((float) var173 *  (float)var179);
	var181 =  var137 ?  0.0f :  var180;
	var182 =  var134 ?  INFINITY :  var181;
	var9 = var182;
	 goto L_19;

	L_17: ;
	var184 = (uint) var3 != (uint) 5;
	if (var184)
		 goto L_20;
	 goto L_21;

	L_21: ;
	;
	var186 = (float) var130 < (float) 1.17549435E-38f;
	if (var186)
		 goto L_22;
	 goto L_23;

	L_23: ;
	var188 = (float) var130 < (float) INFINITY;
	var189 =  as_int (var130);
	var191 = (int)((int) var189 +  (int)4913933);
	var193 = (int)((int) var191 >>  (int)23);
	var195 = (int)((int) var193 -  (int)127);
	var196 = (float)(int) var195;
	var198 = (float)((float) var196 *  (float)0.693359375f);
	var200 = (float)((float) var196 *  (float)-0.000212194442f);
	var202 = (int)((int) var191 &  (int)8388607);
	var204 = (int)((int) var202 +  (int)1060439283);
	var205 =  as_float (var204);
	var207 = (float)((float) var205 -  (float)1.0f);
	var209 = (float)((float) var205 +  (float)1.0f);
	var210 = (float)((float) var207 /  (float)var209);
	var212 = (float)((float) var210 *  (float)2.0f);
	var214 = (float)((float) var210 *  (float)2.0f);
	var215 = (float)((float) var210 *  (float)var210);
	var216 = (float)((float) var214 *  (float)var215);
	var218 = (float)((float) var215 *  (float)0.111111112f);
	var220 = (float)((float) var218 +  (float)0.142857149f);
	var221 = (float)((float) var220 *  (float)var215);
	var223 = (float)((float) var221 +  (float)0.200000003f);
	var224 = (float)((float) var223 *  (float)var215);
	var226 = (float)((float) var224 +  (float)0.333333343f);
	var227 = (float)((float) var216 *  (float)var226);
	var228 = (float)((float) var212 +  (float)var227);
	var229 = (float)((float) var200 +  (float)var228);
	var230 = (float)((float) var198 +  (float)var229);
	var231 =  var188 ?  var230 :  var130;
	var8 = var231;
	 goto L_24;

	L_22: ;
	var233 = (float)((float) var130 *  (float)16777216.0f);
	var235 = (float) var233 < (float) INFINITY;
	var236 =  as_int (var233);
	var238 = (int)((int) var236 +  (int)4913933);
	var240 = (int)((int) var238 >>  (int)23);
	var242 = (int)((int) var240 -  (int)127);
	var243 = (float)(int) var242;
	var245 = (float)((float) var243 *  (float)0.693359375f);
	var247 = (float)((float) var243 *  (float)-0.000212194442f);
	var249 = (int)((int) var238 &  (int)8388607);
	var251 = (int)((int) var249 +  (int)1060439283);
	var252 =  as_float (var251);
	var254 = (float)((float) var252 -  (float)1.0f);
	var256 = (float)((float) var252 +  (float)1.0f);
	var257 = (float)((float) var254 /  (float)var256);
	var259 = (float)((float) var257 *  (float)2.0f);
	var261 = (float)((float) var257 *  (float)2.0f);
	var262 = (float)((float) var257 *  (float)var257);
	var263 = (float)((float) var261 *  (float)var262);
	var265 = (float)((float) var262 *  (float)0.111111112f);
	var267 = (float)((float) var265 +  (float)0.142857149f);
	var268 = (float)((float) var267 *  (float)var262);
	var270 = (float)((float) var268 +  (float)0.200000003f);
	var271 = (float)((float) var270 *  (float)var262);
	var273 = (float)((float) var271 +  (float)0.333333343f);
	var274 = (float)((float) var263 *  (float)var273);
	var275 = (float)((float) var259 +  (float)var274);
	var276 = (float)((float) var247 +  (float)var275);
	var277 = (float)((float) var245 +  (float)var276);
	var278 =  var235 ?  var277 :  var233;
	var280 = (float)((float) var278 -  (float)16.6355324f);
	var8 = var280;
	 goto L_24;

	L_24: ;
	var282 = (float) var130 < (float) 0.0f;
	var285 = (float) var130 == (float) 0.0f;
	var287 =  var285 ?  -INFINITY :  var8;
	var288 =  var282 ?  NAN :  var287;
	var9 = var288;
	 goto L_19;

	L_20: ;
	var290 = (uint) var3 != (uint) 6;
	if (var290)
		 goto L_25;
	 goto L_26;

	L_26: ;
	var291 = (float) sqrt ((float)var130);
	var9 = var291;
	 goto L_19;

	L_25: ;
	var293 = (uint) var3 != (uint) 7;
	if (var293)
		 goto L_27;
	 goto L_28;

	L_28: ;
	var294 = (float) fabs ((float)var130);
	var9 = var294;
	 goto L_19;

	L_27: ;
	var296 = (uint) var3 != (uint) 8;
	if (var296)
		 goto L_29;
	 goto L_30;

	L_30: ;
	var297 = (float)( - (float)var130);
	var299 = (float) var297 > (float) 88.7228394f;
	var302 = (float) var297 < (float) -86.0f;
	var305 = (float)((float) var297 *  (float)1.44269502f);
	var307 = (float)((float) var305 +  (float)0.5f);
	var308 = (float) floor ((float)var307);
	var310 = (float)((float) var308 *  (float)0.693359375f);
	var311 = (float)((float) var297 -  (float)var310);
	var313 = (float)((float) var308 *  (float)-0.000212194442f);
	var314 = (float)((float) var311 -  (float)var313);
	var316 = (float)((float) var314 *  (float)0.000198412701f);
	var318 = (float)((float) var316 +  (float)0.00138888892f);
	var319 = (float)((float) var318 *  (float)var314);
	var321 = (float)((float) var319 +  (float)0.00833333377f);
	var322 = (float)((float) var321 *  (float)var314);
	var324 = (float)((float) var322 +  (float)0.0416666679f);
	var325 = (float)((float) var324 *  (float)var314);
	var327 = (float)((float) var325 +  (float)0.166666672f);
	var328 = (float)((float) var327 *  (float)var314);
	var330 = (float)((float) var328 +  (float)0.5f);
	var331 = (float)((float) var330 *  (float)var314);
	var333 = (float)((float) var331 +  (float)1.0f);
	var334 = (float)((float) var333 *  (float)var314);
	var336 = (float)((float) var334 +  (float)1.0f);
	var338 = (float)((float) var336 *  (float)2.0f);
	var339 = (int)(float) var308;
	var341 = (int)((int) var339 +  (int)126);
	var343 = (int)((int) var341 <<  (int)23);
	var344 =  as_float (var343);
	var345 = (float)((float) var338 *  (float)var344);
	var346 =  var302 ?  0.0f :  var345;
	var347 =  var299 ?  INFINITY :  var346;
	var349 = (float)((float) var347 +  (float)1.0f);
	var350 = (float)((float)1.0f /  (float)var349);
	var9 = var350;
	 goto L_19;

	L_29: ;
	var351 = (float) fabs ((float)var130);
	var353 = (float) var351 > (float) 0.600000024f;
	var357 = (float)((float) var130 *  (float)2.0f);
	var359 = (float) var357 > (float) 88.7228394f;
	var362 = (float) var357 < (float) -86.0f;
	var365 = (float)((float) var130 *  (float)2.88539004f);
	var367 = (float)((float) var365 +  (float)0.5f);
	var368 = (float) floor ((float)var367);
	var370 = (float)((float) var368 *  (float)0.693359375f);
	var371 = (float)((float) var357 -  (float)var370);
	var373 = (float)((float) var368 *  (float)-0.000212194442f);
	var374 = (float)((float) var371 -  (float)var373);
	var376 = (float)((float) var374 *  (float)0.000198412701f);
	var378 = (float)((float) var376 +  (float)0.00138888892f);
	var379 = (float)((float) var378 *  (float)var374);
	var381 = (float)((float) var379 +  (float)0.00833333377f);
	var382 = (float)((float) var381 *  (float)var374);
	var384 = (float)((float) var382 +  (float)0.0416666679f);
	var385 = (float)((float) var384 *  (float)var374);
	var387 = (float)((float) var385 +  (float)0.166666672f);
	var388 = (float)((float) var387 *  (float)var374);
	var390 = (float)((float) var388 +  (float)0.5f);
	var391 = (float)((float) var390 *  (float)var374);
	var393 = (float)((float) var391 +  (float)1.0f);
	var394 = (float)((float) var393 *  (float)var374);
	var396 = (float)((float) var394 +  (float)1.0f);
	var398 = (float)((float) var396 *  (float)2.0f);
	var399 = (int)(float) var368;
	var401 = (int)((int) var399 +  (int)126);
	var403 = (int)((int) var401 <<  (int)23);
	var404 =  as_float (var403);
	var405 = (float)((float) var398 *  (float)var404);
	var406 =  var362 ?  0.0f :  var405;
	var407 =  var359 ?  INFINITY :  var406;
	var409 = (float)((float) var407 +  (float)1.0f);
	var410 = (float)((float) 2.0f /  (float)var409);
	var411 = (float)((float) 1.0f -  (float)var410);
	var412 = (float)((float) var130 *  (float)var130);
	var413 = (float)((float) var130 *  (float)var412);
	var415 = (float)((float) var412 *  (float)-0.00626911968f);
	var417 = (float)((float) var415 +  (float)0.0211109594f);
	var418 = (float)((float) var417 *  (float)var412);
	var420 = (float)((float) var418 -  (float)0.0538739488f);
	var421 = (float)((float) var420 *  (float)var412);
	var423 = (float)((float) var421 +  (float)0.133329153f);
	var424 = (float)((float) var423 *  (float)var412);
	var426 = (float)((float) var424 -  (float)0.333333313f);
	var427 = (float)((float) var413 *  (float)var426);
	var428 = (float)((float) var130 +  (float)var427);
	var429 =  var353 ?  var411 :  var428;
	var9 = var429;
	 goto L_19;

	L_19: ;
	var10 = var9;
	 goto L_16;

	L_16: ;
	var430 =  var6.field_0;
	var431 =  & var430[var15];
	 *  var431 =  var10;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Activation_Backward_type_0;
struct Activation_Backward_type_1;

struct Activation_Backward_type_1_kernel;
struct Activation_Backward_type_1_kernel;
struct Activation_Backward_type_1_kernel;

struct Activation_Backward_type_1
{
	Activation_Backward_type_0 field_0;
	long field_1;
};

struct Activation_Backward_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Activation_Backward(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Activation_Backward_type_1_kernel var0,
	struct Activation_Backward_type_1_kernel var1,
	struct Activation_Backward_type_1_kernel var2,
	int var3,
	int var4,
	float var5,
	int var6)
{
	struct Activation_Backward_type_1 var7;
	struct Activation_Backward_type_1 var8;
	struct Activation_Backward_type_1 var9;
	float var10;
	int var14;
	int var16;
	int var17;
	int var18;
	bool var19;
	float var12;
	Activation_Backward_type_0 var20;
	bool var22;
	Activation_Backward_type_0 var23;
	float var24;
	bool var26;
	bool var28;
	float var31;
	float var32;
	bool var34;
	bool var37;
	float var40;
	float var42;
	float var43;
	float var45;
	float var46;
	float var48;
	float var49;
	float var51;
	float var53;
	float var54;
	float var56;
	float var57;
	float var59;
	float var60;
	float var62;
	float var63;
	float var65;
	float var66;
	float var68;
	float var69;
	float var71;
	float var73;
	int var74;
	int var76;
	int var78;
	float var79;
	float var80;
	float var81;
	float var82;
	float var83;
	float var85;
	float var87;
	float var88;
	float var89;
	float var91;
	float var93;
	float var94;
	float var96;
	float var97;
	float var99;
	float var100;
	float var102;
	float var103;
	float var105;
	float var106;
	float var108;
	float var109;
	float var111;
	float var112;
	float var114;
	float var115;
	float var117;
	float var118;
	float var119;
	float var120;
	float var122;
	float var123;
	float var124;
	bool var126;
	bool var128;
	bool var132;
	bool var134;
	float var11;
	Activation_Backward_type_0 var137;
	float var138;
	bool var140;
	bool var142;
	bool var145;
	float var148;
	float var150;
	float var151;
	float var153;
	float var154;
	float var156;
	float var157;
	float var159;
	float var161;
	float var162;
	float var164;
	float var165;
	float var167;
	float var168;
	float var170;
	float var171;
	float var173;
	float var174;
	float var176;
	float var177;
	float var179;
	float var181;
	int var182;
	int var184;
	int var186;
	float var187;
	float var188;
	float var189;
	float var190;
	bool var192;
	float var193;
	bool var195;
	float var197;
	float var198;
	bool var200;
	bool var202;
	bool var204;
	float var206;
	bool var210;
	float var211;
	float var212;
	bool var214;
	bool var217;
	float var220;
	float var222;
	float var223;
	float var225;
	float var226;
	float var228;
	float var229;
	float var231;
	float var233;
	float var234;
	float var236;
	float var237;
	float var239;
	float var240;
	float var242;
	float var243;
	float var245;
	float var246;
	float var248;
	float var249;
	float var251;
	float var253;
	int var254;
	int var256;
	int var258;
	float var259;
	float var260;
	float var261;
	float var262;
	float var264;
	float var266;
	float var267;
	float var268;
	float var270;
	float var271;
	float var272;
	bool var274;
	bool var277;
	float var280;
	float var282;
	float var283;
	float var285;
	float var286;
	float var288;
	float var289;
	float var291;
	float var293;
	float var294;
	float var296;
	float var297;
	float var299;
	float var300;
	float var302;
	float var303;
	float var305;
	float var306;
	float var308;
	float var309;
	float var311;
	float var313;
	int var314;
	int var316;
	int var318;
	float var319;
	float var320;
	float var321;
	float var322;
	float var324;
	float var326;
	float var327;
	float var328;
	float var330;
	float var13;
	Activation_Backward_type_0 var331;
	Activation_Backward_type_0 var332;
	Activation_Backward_type_0 var333;
	float var334;
	float var335;
	bool var337;
	Activation_Backward_type_0 var338;
	float var339;
	float var340;
	Activation_Backward_type_0 var341;

	;
	var7.field_0 = (Activation_Backward_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Activation_Backward_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Activation_Backward_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;

	L_0: ;
	;
	var14 =  get_group_id ( 0 );
	var16 = (int)((int) var14 <<  (int)8);
	var17 =  get_local_id ( 0 );
	var18 = (int)((int) var16 +  (int)var17);
	var19 = (int) var18 < (int) var3;
	if (var19)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var20 =  var7.field_0;
	var22 = (int) var4 > (int) 3;
	if (var22)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var23 =  & var20[var18];
	var24 =  *  var23;
	var26 = (uint) var4 != (uint) 1;
	if (var26)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var28 = (float) var24 < (float) 0.0f;
	var31 = (float)((float) var24 *  (float)-0.5f);
	var32 = (float)((float) var31 *  (float)var24);
	var34 = (float) var32 > (float) 88.7228394f;
	var37 = (float) var32 < (float) -86.0f;
	var40 = (float)((float) var32 *  (float)1.44269502f);
	var42 = (float)((float) var40 +  (float)0.5f);
	var43 = (float) floor ((float)var42);
	var45 = (float)((float) var43 *  (float)0.693359375f);
	var46 = (float)((float) var32 -  (float)var45);
	var48 = (float)((float) var43 *  (float)-0.000212194442f);
	var49 = (float)((float) var46 -  (float)var48);
	var51 = (float)((float) var49 *  (float)0.000198412701f);
	var53 = (float)((float) var51 +  (float)0.00138888892f);
	var54 = (float)((float) var53 *  (float)var49);
	var56 = (float)((float) var54 +  (float)0.00833333377f);
	var57 = (float)((float) var56 *  (float)var49);
	var59 = (float)((float) var57 +  (float)0.0416666679f);
	var60 = (float)((float) var59 *  (float)var49);
	var62 = (float)((float) var60 +  (float)0.166666672f);
	var63 = (float)((float) var62 *  (float)var49);
	var65 = (float)((float) var63 +  (float)0.5f);
	var66 = (float)((float) var65 *  (float)var49);
	var68 = (float)((float) var66 +  (float)1.0f);
	var69 = (float)((float) var68 *  (float)var49);
	var71 = (float)((float) var69 +  (float)1.0f);
	var73 = (float)((float) var71 *  (float)2.0f);
	var74 = (int)(float) var43;
	var76 = (int)((int) var74 +  (int)126);
	var78 = (int)((int) var76 <<  (int)23);
	var79 =  as_float (var78);
	var80 = (float)((float) var73 *  (float)var79);
	var81 =  var37 ?  0.0f :  var80;
	var82 =  var34 ?  INFINITY :  var81;
	var83 = (float) fabs ((float)var24);
	var85 = (float)((float) var83 *  (float)0.300000012f);
	var87 = (float)((float) var85 +  (float)1.0f);
	var88 = (float)((float)1.0f /  (float)var87);
	var89 = (float)((float) var82 *  (float)var88);
	var91 = (float)((float) var88 *  (float)-0.020914359f);
	var93 = (float)((float) var91 +  (float)0.11404027f);
	var94 = (float)((float) var93 *  (float)var88);
	var96 = (float)((float) var94 -  (float)0.232038483f);
	var97 = (float)((float) var96 *  (float)var88);
	var99 = (float)((float) var97 +  (float)0.196940675f);
	var100 = (float)((float) var99 *  (float)var88);
	var102 = (float)((float) var100 -  (float)0.0837425515f);
	var103 = (float)((float) var102 *  (float)var88);
	var105 = (float)((float) var103 +  (float)0.0984807387f);
	var106 = (float)((float) var105 *  (float)var88);
	var108 = (float)((float) var106 +  (float)0.0775890723f);
	var109 = (float)((float) var108 *  (float)var88);
	var111 = (float)((float) var109 +  (float)0.110405177f);
	var112 = (float)((float) var111 *  (float)var88);
	var114 = (float)((float) var112 +  (float)0.119551763f);
	var115 = (float)((float) var114 *  (float)var88);
	var117 = (float)((float) var115 +  (float)0.119687691f);
	var118 = (float)((float) var89 *  (float)var117);
	var119 = (float)((float) 1.0f -  (float)var118);
	var120 =  var28 ?  var118 :  var119;
	var122 = (float)((float) var24 *  (float)0.398942292f);
	var123 = (float)((float) var122 *  (float)var82);
	var124 = (float)((float) var120 +  (float)var123);
	var10 = var124;
	 goto L_7;

	L_5: ;
	var126 = (uint) var4 != (uint) 2;
	if (var126)
		 goto L_8;
	 goto L_9;

	L_9: ;
	var128 = (float) var24 > (float) 0.0f;
	if (var128)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var10 = 0.0f;
	 goto L_7;

	L_10: ;
	var10 = 1.0f;
	 goto L_7;

	L_8: ;
	var132 = (uint) var4 != (uint) 3;
	if (var132)
		 goto L_12;
	 goto L_13;

	L_13: ;
	var134 = (float) var24 > (float) 0.0f;
	if (var134)
		 goto L_14;
	 goto L_15;

	L_15: ;
	var10 = var5;
	 goto L_7;

	L_14: ;
	var10 = 1.0f;
	 goto L_7;

	L_12: ;
	var10 = 1.0f;
	 goto L_7;

	L_7: ;
	var12 = var10;
	 goto L_16;

	L_3: ;
	;
	var137 =  & var20[var18];
	var138 =  *  var137;
	var140 = (uint) var4 != (uint) 4;
	if (var140)
		 goto L_17;
	 goto L_18;

	L_18: ;
	var142 = (float) var138 > (float) 88.7228394f;
	var145 = (float) var138 < (float) -86.0f;
	var148 = (float)((float) var138 *  (float)1.44269502f);
	var150 = (float)((float) var148 +  (float)0.5f);
	var151 = (float) floor ((float)var150);
	var153 = (float)((float) var151 *  (float)0.693359375f);
	var154 = (float)((float) var138 -  (float)var153);
	var156 = (float)((float) var151 *  (float)-0.000212194442f);
	var157 = (float)((float) var154 -  (float)var156);
	var159 = (float)((float) var157 *  (float)0.000198412701f);
	var161 = (float)((float) var159 +  (float)0.00138888892f);
	var162 = (float)((float) var161 *  (float)var157);
	var164 = (float)((float) var162 +  (float)0.00833333377f);
	var165 = (float)((float) var164 *  (float)var157);
	var167 = (float)((float) var165 +  (float)0.0416666679f);
	var168 = (float)((float) var167 *  (float)var157);
	var170 = (float)((float) var168 +  (float)0.166666672f);
	var171 = (float)((float) var170 *  (float)var157);
	var173 = (float)((float) var171 +  (float)0.5f);
	var174 = (float)((float) var173 *  (float)var157);
	var176 = (float)((float) var174 +  (float)1.0f);
	var177 = (float)((float) var176 *  (float)var157);
	var179 = (float)((float) var177 +  (float)1.0f);
	var181 = (float)((float) var179 *  (float)2.0f);
	var182 = (int)(float) var151;
	var184 = (int)((int) var182 +  (int)126);
	var186 = (int)((int) var184 <<  (int)23);
	var187 =  as_float (var186);
	var188 = (float)((float) var181 *  (float)var187);
	var189 =  var145 ?  0.0f :  var188;
	var190 =  var142 ?  INFINITY :  var189;
	var11 = var190;
	 goto L_19;

	L_17: ;
	var192 = (uint) var4 != (uint) 5;
	if (var192)
		 goto L_20;
	 goto L_21;

	L_21: ;
	var193 = (float)((float)1.0f /  (float)var138);
	var11 = var193;
	 goto L_19;

	L_20: ;
	var195 = (uint) var4 != (uint) 6;
	if (var195)
		 goto L_22;
	 goto L_23;

	L_23: ;
	var197 = (float) sqrt ((float)var138);
	var198 = (float)((float) 0.5f /  (float)var197);
	var11 = var198;
	 goto L_19;

	L_22: ;
	var200 = (uint) var4 != (uint) 7;
	if (var200)
		 goto L_24;
	 goto L_25;

	L_25: ;
	var202 = (float) var138 > (float) 0.0f;
	if (var202)
		 goto L_26;
	 goto L_27;

	L_27: ;
	var204 = (float) var138 < (float) 0.0f;
	if (var204)
		 goto L_28;
	 goto L_29;

	L_29: ;
	var206 = (float)((float) var138 *  (float)0.0f);
	var11 = var206;
	 goto L_19;

	L_28: ;
	var11 = -1.0f;
	 goto L_19;

	L_26: ;
	var11 = 1.0f;
	 goto L_19;

	L_24: ;
	var210 = (uint) var4 != (uint) 8;
	if (var210)
		 goto L_30;
	 goto L_31;

	L_31: ;
	var211 = (float) fabs ((float)var138);
	var212 = (float)( - (float)var211);
	var214 = (float) var212 > (float) 88.7228394f;
	var217 = (float) var212 < (float) -86.0f;
	var220 = (float)((float) var212 *  (float)1.44269502f);
	var222 = (float)((float) var220 +  (float)0.5f);
	var223 = (float) floor ((float)var222);
	var225 = (float)((float) var223 *  (float)0.693359375f);
	var226 = (float)((float) var212 -  (float)var225);
	var228 = (float)((float) var223 *  (float)-0.000212194442f);
	var229 = (float)((float) var226 -  (float)var228);
	var231 = (float)((float) var229 *  (float)0.000198412701f);
	var233 = (float)((float) var231 +  (float)0.00138888892f);
	var234 = (float)((float) var233 *  (float)var229);
	var236 = (float)((float) var234 +  (float)0.00833333377f);
	var237 = (float)((float) var236 *  (float)var229);
	var239 = (float)((float) var237 +  (float)0.0416666679f);
	var240 = (float)((float) var239 *  (float)var229);
	var242 = (float)((float) var240 +  (float)0.166666672f);
	var243 = (float)((float) var242 *  (float)var229);
	var245 = (float)((float) var243 +  (float)0.5f);
	var246 = (float)((float) var245 *  (float)var229);
	var248 = (float)((float) var246 +  (float)1.0f);
	var249 = (float)((float) var248 *  (float)var229);
	var251 = (float)((float) var249 +  (float)1.0f);
	var253 = (float)((float) var251 *  (float)2.0f);
	var254 = (int)(float) var223;
	var256 = (int)((int) var254 +  (int)126);
	var258 = (int)((int) var256 <<  (int)23);
	var259 =  as_float (var258);
	var260 = (float)((float) var253 *  (float)var259);
	var261 =  var217 ?  0.0f :  var260;
	var262 =  var214 ?  INFINITY :  var261;
	var264 = (float)((float) var262 +  (float)1.0f);
	var266 = (float)((float) var262 +  (float)1.0f);
	var267 = (float)((float) var264 *  (float)var266);
	var268 = (float)((float) var262 /  (float)var267);
	var11 = var268;
	 goto L_19;

	L_30: ;
	var270 = (float)((float) var138 *  (float)2.0f);
	var271 = (float) fabs ((float)var270);
	var272 = (float)( - (float)var271);
	var274 = (float) var272 > (float) 88.7228394f;
	var277 = (float) var272 < (float) -86.0f;
	var280 = (float)((float) var272 *  (float)1.44269502f);
	var282 = (float)((float) var280 +  (float)0.5f);
	var283 = (float) floor ((float)var282);
	var285 = (float)((float) var283 *  (float)0.693359375f);
	var286 = (float)((float) var272 -  (float)var285);
	var288 = (float)((float) var283 *  (float)-0.000212194442f);
	var289 = (float)((float) var286 -  (float)var288);
	var291 = (float)((float) var289 *  (float)0.000198412701f);
	var293 = (float)((float) var291 +  (float)0.00138888892f);
	var294 = (float)((float) var293 *  (float)var289);
	var296 = (float)((float) var294 +  (float)0.00833333377f);
	var297 = (float)((float) var296 *  (float)var289);
	var299 = (float)((float) var297 +  (float)0.0416666679f);
	var300 = (float)((float) var299 *  (float)var289);
	var302 = (float)((float) var300 +  (float)0.166666672f);
	var303 = (float)((float) var302 *  (float)var289);
	var305 = (float)((float) var303 +  (float)0.5f);
	var306 = (float)((float) var305 *  (float)var289);
	var308 = (float)((float) var306 +  (float)1.0f);
	var309 = (float)((float) var308 *  (float)var289);
	var311 = (float)((float) var309 +  (float)1.0f);
	var313 = (float)((float) var311 *  (float)2.0f);
	var314 = (int)(float) var283;
	var316 = (int)((int) var314 +  (int)126);
	var318 = (int)((int) var316 <<  (int)23);
	var319 =  as_float (var318);
	var320 = (float)((float) var313 *  (float)var319);
	var321 =  var277 ?  0.0f :  var320;
	var322 =  var274 ?  INFINITY :  var321;
	var324 = (float)((float) var322 +  (float)1.0f);
	var326 = (float)((float) var322 +  (float)1.0f);
	var327 = (float)((float) var324 *  (float)var326);
	var328 = (float)((float) var322 /  (float)var327);
	var330 = (float)((float) var328 *  (float)4.0f);
	var11 = var330;
	 goto L_19;

	L_19: ;
	var12 = var11;
	 goto L_16;

	L_16: ;
	;
	var331 =  var9.field_0;
	var332 =  var8.field_0;
	var333 =  & var332[var18];
	var334 =  *  var333;
	var335 = (float)((float) var334 *  (float)var12);
	var337 = (int) var6 == (int) 0;
	var13 = var335;
	if (var337)
		 goto L_32;
	 goto L_33;

	L_33: ;
	var338 =  & var331[var18];
	var339 =  *  var338;
	var340 = (float)((float) var335 +  (float)var339);
	var13 = var340;
	 goto L_32;

	L_32: ;
	var341 =  & var331[var18];
	 *  var341 =  var13;
	 goto L_2;

	L_2: ;
	 return ;

}
